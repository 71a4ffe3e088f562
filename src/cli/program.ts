import { Command, type CommanderError, Option } from 'commander';
import { rowKinds } from './catalog-rows.ts';
import type { CommandContext, ExitCode, GlobalOptions } from './context.ts';
import { releaseQuestions } from './questions.ts';
import { rowFormats } from './row-formats.ts';

type Action = (context: CommandContext) => Promise<ExitCode>;

/** The command line as it is documented. Commands are loaded when they run: looking up help costs nothing else. */
export function createProgram(
  version: string,
  run: (action: Action, context: CommandContext) => Promise<void>,
  makeContext: (options: GlobalOptions) => CommandContext | Promise<CommandContext> = loadContext,
): Command {
  const program = new Command('modelwatch')
    .description('Tells you, once and within moments, that a Chinese lab has released a language model.')
    .version(version)
    .option('--config <dir>', 'folder with labs.yaml, sources.yaml and alerts.yaml', './config')
    .option('--data <dir>', 'folder with the database', './data')
    .option('--verbose', 'log more')
    .option('--quiet', 'log errors only')
    .showSuggestionAfterError()
    .exitOverride();

  /** Adds a command whose action is loaded when it is run. */
  const command = (words: string, description: string) => {
    const [first = '', ...rest] = words.split(' ');
    return program
      .command([first, ...rest].join(' '))
      .description(description)
      .exitOverride();
  };
  const act = async (action: Action) => run(action, await makeContext(program.opts<GlobalOptions>()));
  const json = () => new Option('--json', 'print JSON to standard output, and nothing else there');

  command('start', 'watch until stopped: schedules, workers, alerts, the page')
    .option(
      '--listen <address>',
      'where the page is served, 127.0.0.1:8787 unless told; anything but this machine takes a token; "off": not at all',
    )
    .option('--role <roles>', 'only be a scheduler, worker or web; several with commas (all unless told)')
    .action((options) => act(async (context) => (await import('./start.ts')).start(context, options)));

  command('refresh [sources...]', 'look once, now, through to the alerts that are due')
    .option('--kind <kind>', 'only sources of this kind, as huggingface-org')
    .option('--lab <lab>', 'only sources of this lab, or of labs below it')
    .option('--due', 'only what is due, back-off obeyed: for the system\'s cron in place of "start"')
    .addOption(json())
    .action((sources, options) =>
      act(async (context) => (await import('./refresh.ts')).refreshCommand(context, sources, options)),
    );

  command('releases', 'list releases, newest first')
    .option('--lab <lab>', 'only of this lab, or of labs below it')
    .option('--since <date>', 'only from then on, as 2025, 2025-07-01 or 7d')
    .option('--kind <kinds>', 'llm, vlm, other, unknown; several with commas')
    .option('--parameters <span>', 'of one of its models: 7B, 7B..70B, 100B.., ..4B')
    .option('--active <span>', 'active parameters, likewise')
    .option('--context <span>', 'tokens of context, likewise: 128K..')
    .option('--license <licences>', 'as mit, apache-2.0')
    .option('--modality <inputs>', 'what it reads, as image')
    .option('--openness <kinds>', 'as open-weights, gated-weights')
    .option('--lifecycle <states>', 'planned, preview, active, discontinued, cancelled')
    .addOption(new Option('--rows <what>', 'what a row is').choices([...rowKinds]))
    .addOption(new Option('--format <format>', 'how rows are written').choices([...rowFormats]))
    .option('--limit <n>', 'at most so many (50 where people read, all of them with --json)')
    .option('--all', 'all of them')
    .option('--all-kinds', 'also what is no language model (always so with --json)')
    .addOption(json())
    .addHelpText('after', releaseQuestions)
    .action((options) => act(async (context) => (await import('./releases.ts')).releases(context, options)));

  command('release <id>', 'show one release, by its id, its name, or one of its repos')
    .addOption(json())
    .action((id, options) =>
      act(async (context) => (await import('./release.ts')).release(context, id, options)),
    );

  command('labs', 'list labs')
    .addOption(json())
    .action((options) => act(async (context) => (await import('./labs.ts')).labs(context, options)));

  command('digest', 'print what happened: releases by lab, disputes, corrections, changes, news')
    .option('--since <date>', 'from then on, as 2025, 2025-07-01 or 7d (7d unless told)')
    .option('--until <date>', 'what came before that; now unless told')
    .option('--channel <channel>', 'as the readers of this channel would get it')
    .addOption(new Option('--language <language>', 'of its words').choices(['en', 'zh-CN']))
    .option('--timezone <zone>', 'in whose days it is told, as Asia/Shanghai')
    .addOption(new Option('--format <format>', 'md unless told').choices(['md', 'html']))
    .addOption(json())
    .action((options) => act(async (context) => (await import('./digest.ts')).digest(context, options)));

  command('events', 'print the change events, oldest first')
    .option('--after <n>', 'only events after this number', '0')
    .option('--limit <n>', 'at most so many')
    .option('--baseline', 'also what was there when watching began')
    .addOption(json())
    .action((options) => act(async (context) => (await import('./events.ts')).events(context, options)));

  command('export', 'print the whole catalog as JSON Lines').action(() =>
    act(async (context) => (await import('./export.ts')).exportCatalog(context)),
  );

  command(
    'import <file>',
    'read an exported catalog into a data folder that has none ("-": standard input)',
  ).action((file) => act(async (context) => (await import('./import.ts')).importCatalog(context, file)));

  addAlertCommands(program, act, json);
  addSourceCommands(program, act, json);
  addConfigCommands(program, act);
  addTokenCommands(program, act, json);

  command('doctor', 'check configuration, database, queue, sources, deliveries and connection')
    .addOption(json())
    .action((options) => act(async (context) => (await import('./doctor.ts')).doctor(context, options)));

  command('migrate', 'bring the database to this version')
    .addOption(new Option('--queue <mode>', 'from now on use this queue').choices(['embedded', 'bullmq']))
    .action((options) => act(async (context) => (await import('./migrate.ts')).migrate(context, options)));

  command('backup <file>', 'write the database into one file, also beside the daemon, and check it')
    .option('--force', 'replace a file that is there')
    .action((file, options) =>
      act(async (context) => (await import('./backup.ts')).backup(context, file, options)),
    );

  command('restore <file>', 'put a backup where the database is to be; not while a process uses it')
    .option('--force', 'move a database that is there aside')
    .action((file, options) =>
      act(async (context) => (await import('./restore.ts')).restore(context, file, options)),
    );

  command('migrate-store', 'move everything that is stored into another database, which is empty')
    .requiredOption('--from <address>', 'where it is: sqlite:PATH or postgres://…; it is only read')
    .requiredOption('--to <address>', 'where it is to be, likewise')
    .addOption(json())
    .action((options) =>
      act(async (context) => (await import('./migrate-store.ts')).migrateStore(context, options)),
    );

  command(
    'rebuild',
    'make the catalog anew from its log, by the rules and configuration of now; alerts nobody',
  )
    .option('--dry-run', 'only show what would change; may run beside the daemon')
    .addOption(json())
    .action((options) => act(async (context) => (await import('./rebuild.ts')).rebuild(context, options)));

  command('demo', 'show the whole of it on a small world of its own, without a network')
    .option('--serve', 'leave the page up afterwards, in a world that goes on')
    .option('--listen <address>', 'where; 127.0.0.1:8787 unless told')
    .action((options) => act(async (context) => (await import('./demo.ts')).demo(context, options)));

  return program;
}

/** With it come the configuration and the store. */
async function loadContext(options: GlobalOptions): Promise<CommandContext> {
  const { createContext } = await import('./context.ts');
  return createContext(options);
}

type Act = (action: Action) => Promise<void>;

function addAlertCommands(program: Command, act: Act, json: () => Option): void {
  const alerts = program
    .command('alerts')
    .description('list alerts and where they went')
    .option('--since <date>', 'only from then on, as 2025, 2025-07-01 or 7d')
    .option('--limit <n>', 'at most so many (50 where people read, all of them with --json)')
    .addOption(json())
    .exitOverride()
    .action((options) => act(async (context) => (await import('./alerts.ts')).alerts(context, options)));
  alerts
    .command('test <channel>')
    .description('send a test message to a channel now')
    .exitOverride()
    .action((channel) =>
      act(async (context) => (await import('./alerts-test.ts')).testChannel(context, channel)),
    );
  alerts
    .command('preview')
    .description('show which past releases each rule would have sent, and the message; sends nothing')
    .option('--since <date>', 'only from then on, as 2025, 2025-07-01 or 7d (30d unless told)')
    .option('--rule <rule>', 'only this rule')
    .option('--channel <channel>', 'only as this channel writes it')
    .addOption(json())
    .exitOverride()
    .action((_options, command: Command) =>
      act(async (context) =>
        (await import('./alerts-preview.ts')).previewCommand(context, command.optsWithGlobals()),
      ),
    );
  alerts
    .command('retry <id>')
    .description('deliver again what could not be delivered: an alert or a single delivery')
    .exitOverride()
    .action((id) => act(async (context) => (await import('./alerts-retry.ts')).retryAlert(context, id)));
}

function addSourceCommands(program: Command, act: Act, json: () => Option): void {
  const sources = program
    .command('sources')
    .description('list sources and how they do')
    .option('--kind <kind>', 'only sources of this kind, as feed')
    .option('--state <states>', 'only sources in these states, as failing,gone')
    .addOption(json())
    .exitOverride()
    .action((options) => act(async (context) => (await import('./sources.ts')).sources(context, options)));
  sources
    .command('check <source>')
    .description('look at a source once and show what it yields; stores nothing')
    .addOption(json())
    .exitOverride()
    .action((id, _options, command: Command) =>
      act(async (context) =>
        (await import('./sources-check.ts')).checkSource(context, id, command.optsWithGlobals()),
      ),
    );
}

function addConfigCommands(program: Command, act: Act): void {
  const config = program
    .command('config')
    .description('check the configuration, or print its schema')
    .exitOverride();
  config
    .command('check')
    .description('say whether the configuration can be used, and every problem where it cannot')
    .exitOverride()
    .action(() => act(async (context) => (await import('./config.ts')).checkConfiguration(context)));
  config
    .command('schema [name]')
    .description('print the JSON Schema of a configuration file, or of all')
    .option('--write', 'write them to the schema folder of the configuration')
    .exitOverride()
    .action((name, options) =>
      act(async (context) => (await import('./config.ts')).printSchema(context, name, options)),
    );
}

function addTokenCommands(program: Command, act: Act, json: () => Option): void {
  const token = program.command('token').description('make and end access tokens').exitOverride();
  token
    .command('create')
    .description('make a token for the page and the API; it is shown once')
    .option('--name <name>', 'whose it is, for the list')
    .option('--read', 'it reads (unless told)')
    .option('--write', 'it also asks for a look, and for a retry')
    .option('--expires <span>', 'it ends after that, as 90d, 12w or 1y')
    .addOption(json())
    .exitOverride()
    .action((options) => act(async (context) => (await import('./token.ts')).createToken(context, options)));
  token
    .command('list')
    .description('list the tokens, without their secrets')
    .addOption(json())
    .exitOverride()
    .action((options) => act(async (context) => (await import('./token.ts')).tokens(context, options)));
  token
    .command('revoke <id>')
    .description('end a token, and sign out whoever is signed in by it')
    .exitOverride()
    .action((id) => act(async (context) => (await import('./token.ts')).revoke(context, id)));
}

/** Help and version are no errors; everything else that commander refuses is a wrong use. */
export function exitCodeOf(error: CommanderError): ExitCode {
  return error.exitCode === 0 ? 0 : 2;
}
