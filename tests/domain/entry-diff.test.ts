import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalEntry, entryChanges } from '../../src/domain/entry-diff.ts';
import type { EntryObservation } from '../../src/domain/observation.ts';

const base: EntryObservation = {
  key: 'k',
  statement: 'row',
  subject: 'V3',
  developer: null,
  place: '',
  fields: {},
  quote: null,
  url: 'https://a.example/',
};

it('the stored text differs exactly where there is a change, whatever the order of the fields', () => {
  const fields = fc.dictionary(
    fc.constantFrom('license', 'subject', 'developer', 'c'),
    fc.constantFrom('x', 'y'),
  );
  const any = fc.record({
    fields,
    subject: fc.constantFrom('V3', 'V4'),
    developer: fc.constantFrom(null, 'x'),
  });
  fc.assert(
    fc.property(any, any, (left, right) => {
      const one = { ...base, ...left };
      const other = { ...base, ...right, place: 'elsewhere', quote: 'otherwise' };
      expect(canonicalEntry(one) === canonicalEntry(other)).toBe(entryChanges(one, other) === null);
      const reversed = { ...one, fields: Object.fromEntries(Object.entries(one.fields).reverse()) };
      expect(canonicalEntry(reversed)).toBe(canonicalEntry(one));
    }),
  );
});

it('says what was and is, and null for what was or is not', () => {
  const after = { ...base, subject: 'V3.1', developer: 'DeepSeek', fields: { license: 'MIT' } };
  expect(entryChanges(base, after)).toEqual({
    before: { developer: null, license: null, subject: 'V3' },
    after: { developer: 'DeepSeek', license: 'MIT', subject: 'V3.1' },
  });
});
