import { describe } from 'vitest';
import { describeLeases } from './contract-leases.ts';
import { describeSchema } from './contract-schema.ts';
import { describeValues } from './contract-values.ts';
import { describeWriters } from './contract-writers.ts';
import { postgres, sqlite } from './stores.ts';

for (const kind of [sqlite, postgres])
  describe.skipIf(kind.isSkipped)(`the contract of a store: ${kind.name}`, () => {
    describeWriters(kind);
    describeLeases(kind);
    describeValues(kind);
    describeSchema(kind);
  });
