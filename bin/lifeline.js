// Loaded first in a child that bin/node-runtime.js starts: takes the parent's signals from the channel between the two,
// and ends the child when that channel closes because the parent is gone.
if (process.channel) {
  process.on('message', (message) => {
    if (message && typeof message === 'object' && typeof message.signal === 'string') {
      if (!process.emit(message.signal, message.signal)) process.exit(130);
    }
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}
