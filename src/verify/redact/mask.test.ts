import fc from 'fast-check'
import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { createMask, fixedTextsOf } from './mask.ts'

const fixed = fixedTextsOf(Object.values(faces).flat())
const mask = createMask({ fixed, key: new Uint8Array(32).fill(7) })

it('shows every documented error as it is', () => {
  const errors = Object.values(faces)
    .flat()
    .flatMap((face) => face.outcomes)
    .filter(({ status }) => status >= 400)
  expect(errors.length).toBeGreaterThan(20)
  for (const { example } of errors) expect(mask.body(example)).toBe(JSON.stringify(JSON.parse(example)))
})

it('shows of a documented success the members and no value', () => {
  const rooms = {
    rooms: [{ _id: 'abc', fname: 'Rosa Luna 🙂', open: true, msgs: 1234567, closer: null }],
    total: 7654321,
  }
  expect(mask.value(rooms)).toEqual({
    rooms: [
      {
        _id: expect.stringMatching(/^text\(3\) #[0-9a-f]{6}$/),
        fname: expect.stringMatching(/^text\(11\) #[0-9a-f]{6}$/),
        open: true,
        msgs: expect.stringMatching(/^number #[0-9a-f]{6}$/),
        closer: null,
      },
    ],
    total: expect.stringMatching(/^number #[0-9a-f]{6}$/),
  })
})

it('gives equal values the same fingerprint within a run, and another one in the next', () => {
  const next = createMask({ fixed, key: new Uint8Array(32).fill(8) })
  expect(mask.value('Rosa')).toBe(mask.value('Rosa'))
  expect(mask.value('Rosa')).not.toBe(mask.value('Rose'))
  expect(next.value('Rosa')).not.toBe(mask.value('Rosa'))
  expect(mask.value('\ud800 of it')).toMatch(/^text\(7\) #[0-9a-f]{6}$/)
})

it('masks member names that no contract has, and says how many items it left out', () => {
  expect(mask.value({ 'rosa@example.org': true })).toEqual({ [String(mask.value('rosa@example.org'))]: true })
  expect(mask.value(Array.from({ length: 100 }, () => null))).toEqual([null, null, null, null, null, '… 95 more'])
  expect(mask.value(Array.from({ length: 6 }, () => null))).toEqual([null, null, null, null, null, '… 1 more'])
})

it('takes a body that is no JSON for one text, and survives one that is nested without end', () => {
  expect(mask.body('<h1>Rosa</h1>')).toMatch(/^text\(13\) #[0-9a-f]{6}$/)
  expect(mask.body(`${'['.repeat(100_000)}"Rosa"${']'.repeat(100_000)}`)).not.toContain('Rosa')
  const lists = (depth: number): string => `${'['.repeat(depth)}true${']'.repeat(depth)}`
  const objects = (depth: number): string => `${'{"error":'.repeat(depth)}true${'}'.repeat(depth)}`
  for (const nested of [lists, objects])
    expect([mask.body(nested(64)), mask.body(nested(65))]).toEqual([
      nested(64),
      nested(64).replace('true', '"… nested deeper"'),
    ])
})

it('fixes the texts and figures of refusals, and the names of successes, also deep inside', () => {
  const [face] = faces.current
  const [outcome] = face?.outcomes ?? []
  if (!face || !outcome) throw new Error('there is an outcome')
  const of = (status: number) =>
    [
      ...fixedTextsOf([{ ...face, outcomes: [{ ...outcome, status, example: '{"a":[{"b":"c","d":5,"e":true}]}' }] }]),
    ].join()
  expect([of(299), of(300)]).toEqual([',a,b,d,e', ',a,b,c,d,5,e'])
})

it('lets no text through that the contract does not fix, wherever it stands', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 }).filter((each) => !fixed.has(each))
  fc.assert(
    fc.property(fc.jsonValue(), text, (value, secret) => {
      const shown = JSON.stringify(mask.value({ rooms: [value, secret, { [secret]: secret }] }))
      const masked = String(mask.value(secret))
      const others = JSON.stringify(mask.value({ rooms: [value, '', { '': '' }] }))
      if (!others.includes(JSON.stringify(secret).slice(1, -1)) && !masked.includes(secret))
        expect(shown).not.toContain(JSON.stringify(secret))
    }),
  )
})
