import { expect, it } from 'vitest'
import { readCtrf } from './document.ts'

const TEST = { name: 'a/b', rawStatus: 'held', suite: ['a', 'current'], extra: {} }
const RUN = { target: 't', summary: {} }
const GOOD = { generatedBy: 'greenroom verify', results: { tests: [TEST], extra: { runs: [RUN] } } }
const read = (value: unknown): unknown => readCtrf(JSON.stringify(value), 'run.json')

it('a report of greenroom verify is read, also one without cases', () => {
  expect(read(GOOD)).toEqual(GOOD)
  const empty = { ...GOOD, results: { tests: [], extra: { runs: [] } } }
  expect(read(empty)).toEqual(empty)
})

it('no active character comes in, in a value anywhere', () => {
  expect(read({ ...GOOD, deep: [{ text: 'a\u202eb\u001b[31m\n', n: 1 }] })).toMatchObject({
    deep: [{ text: 'a⟨U+202E⟩b␛[31m\n', n: 1 }],
  })
})

const WRONG: readonly (readonly [what: string, text: string])[] = [
  ['no JSON', '{'],
  ['nothing', ''],
  ['a list', '[]'],
  ['null', 'null'],
  ['that of another tool', JSON.stringify({ ...GOOD, generatedBy: 'another tool' })],
  ...[
    { results: undefined },
    { results: { ...GOOD.results, tests: {} } },
    { results: { ...GOOD.results, tests: [TEST, null] } },
    { results: { ...GOOD.results, tests: [{ ...TEST, extra: undefined }] } },
    { results: { ...GOOD.results, tests: [{ ...TEST, suite: 'a' }] } },
    { results: { ...GOOD.results, extra: undefined } },
    { results: { ...GOOD.results, extra: { runs: {} } } },
    { results: { ...GOOD.results, extra: { runs: [RUN, 5] } } },
    { results: { ...GOOD.results, extra: { runs: [{ target: 't' }] } } },
  ].map((change) => [JSON.stringify(change), JSON.stringify({ ...GOOD, ...change })] as const),
]

it.each(WRONG)('%s is refused by the name of its file', (_, text) => {
  expect(() => readCtrf(text, 'run.json')).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: 'run.json is not a report of greenroom verify',
      fix: 'Write one with greenroom verify --ctrf <file>; reports of other tools lack its figures.',
    }),
  )
})
