import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deviationsFrom, loadDeviations } from './deviations-file.ts'

const IDS = ['a/b', 'a/c:d']
const GOOD = {
  case: 'a/b',
  findings: [{ check: 'status', found: 403 } as const],
  reason: 'to be mended',
  until: '2027-03-31',
}
const read = (...entries: readonly object[]): ReturnType<typeof deviationsFrom> =>
  deviationsFrom(
    entries.map((entry) => ({ ...GOOD, ...entry })),
    IDS,
  )

it.each([
  [{ case: [] }, '.case: case is empty', 'Name the cases that deviate in this way, or delete the entry.'],
  [{ findings: [] }, '.findings: findings is empty', 'Add the findings, or delete the entry.'],
  [
    { answers: {} },
    ': this entry records an answer, the format of an older greenroom',
    'Draft the file again with greenroom verify --write-deviations <file>, and copy your reasons and dates.',
  ],
  [
    { until: '2027-02-30' },
    '.until: 2027-02-30 is not a date',
    'Write the last day on which it is accepted: 2027-03-31.',
  ],
])('an entry with %j is refused, and says why', (wrong, message, fix) => {
  expect(() => read({ ...GOOD, ...wrong })).toThrow(
    expect.objectContaining({ name: 'Fault', message: `deviations.0${message}`, fix }),
  )
})

const secondAt = (place: string, id = 'a/b') =>
  expect.objectContaining({
    message: `${place}: ${id} already has an entry, at deviations.0`,
    fix: 'Keep one of them.',
  })

describe('a known deviation', () => {
  it('has its case, what is found, why, until when, and its place; HTTP goes without saying', () => {
    expect(read(GOOD, { ...GOOD, case: 'a/c:d', transport: 'http' })).toEqual([
      { ...GOOD, at: 'deviations.0' },
      { ...GOOD, case: 'a/c:d', at: 'deviations.1' },
    ])
  })

  it('ends on a day that there is, and a text that is none is shown by its beginning', () => {
    expect(() => read({ until: 'x'.repeat(50) })).toThrow(`deviations.0.until: ${'x'.repeat(40)} is not a date`)
  })

  it('may be one for each transport of a case', () => {
    const polling = { ...GOOD, transport: 'polling' }
    expect(read(GOOD, polling).map(({ transport }) => transport)).toEqual([undefined, 'polling'])
    expect(() => read(GOOD, GOOD)).toThrow(secondAt('deviations.1'))
    expect(() => read(polling, GOOD, polling)).toThrow(secondAt('deviations.2'))
  })

  it('may be about several cases, each of which counts as an entry of its own', () => {
    expect(read({ ...GOOD, case: ['a/b', 'a/c:d'] }).map(({ case: id }) => id)).toEqual(['a/b', 'a/c:d'])
    expect(() => read({ ...GOOD, case: ['a/b', 'a/b'] })).toThrow(secondAt('deviations.0'))
    expect(() => read({ ...GOOD, case: ['a/c:d', 'a/b'] }, GOOD)).toThrow(secondAt('deviations.1'))
    expect(() => read({ ...GOOD, case: ['a/b', 'a/e'] })).toThrow(
      expect.objectContaining({
        message: 'deviations.0.case.1: there is no case a/e',
        fix: 'Did you mean a/b? Known: a/b, a/c:d.',
      }),
    )
  })

  it.each([
    { check: 'body' },
    { check: 'body', at: '', found: null },
    { call: 2, check: 'ack', says: 'none came' },
    { check: 'body', at: '/a', found: { b: ['<text>'] } },
  ])('may find %j', (finding) => {
    expect(read({ ...GOOD, findings: [finding] })[0]?.findings).toEqual([finding])
  })

  it.each(['2028-02-29', '2027-12-31'])('may last until %s', (until) => {
    expect(read({ ...GOOD, until })[0]?.until).toBe(until)
  })

  it.each([
    [{ case: 'a/d' }, '.case: there is no case a/d'],
    [{ case: undefined }, ': the item has no case'],
    [{ reason: ' ' }, '.reason: reason is not a string'],
    [{ reason: undefined }, ': the item has no reason'],
    [{ transport: 'htp' }, '.transport: there is no transport htp'],
    [{ until: '2027-02-29' }, '.until: 2027-02-29 is not a date'],
    [{ until: '2027-13-01' }, '.until: 2027-13-01 is not a date'],
    [{ until: '2027-3-31' }, '.until: 2027-3-31 is not a date'],
    [{ until: '2027-03-31T00:00:00Z' }, '.until: 2027-03-31T00:00:00Z is not a date'],
    [{ until: '02027-03-31' }, '.until: 02027-03-31 is not a date'],
    [{ until: 20_270_331 }, '.until: until is not a string'],
    [{ until: undefined }, ': the item has no until'],
    [{ findings: undefined }, ': the item has no findings'],
    [{ findings: {} }, '.findings: findings is not a list'],
    [{ findings: [{}] }, '.findings.0: the item has no check'],
    [{ findings: [{ check: 'stauts' }] }, '.findings.0.check: there is no check stauts'],
    [{ findings: [{ check: 'status', call: 0 }] }, '.findings.0.call: call is not a positive whole number'],
    [{ findings: [{ check: 'status', call: 1.5 }] }, '.findings.0.call: call is not a positive whole number'],
    [{ findings: [{ check: 'body' }, { check: 'body', at: 'a' }] }, '.findings.1.at: at is not a JSON Pointer'],
    [{ findings: [{ check: 'body', at: 5 }] }, '.findings.0.at: at is not a JSON Pointer'],
    [{ findings: [{ check: 'ack', says: 5 }] }, '.findings.0.says: says is not a string'],
    [{ findings: [{ check: 'status', more: 1 }] }, '.findings.0.more: there is no member more'],
    [{ more: 1 }, '.more: there is no entry more'],
  ])('is refused with %j', (wrong, message) => {
    expect(() => read(GOOD, { ...GOOD, case: 'a/c:d', ...wrong })).toThrow(
      expect.objectContaining({ name: 'Fault', message: `deviations.1${message}` }),
    )
  })
})

it('a file of them is read with the line of each; an empty one has none, and no file is a Fault', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-deviations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'd.yaml')
  await writeFile(file, `\n- ${JSON.stringify(GOOD)}\n`)
  expect((await loadDeviations(file, IDS))[0]?.at).toMatch(/d\.yaml:2$/)
  await writeFile(file, '[]')
  expect(await loadDeviations(file, IDS)).toEqual([])
  await expect(loadDeviations(join(folder, 'none.yaml'), IDS)).rejects.toThrow(
    expect.objectContaining({
      message: `${join(folder, 'none.yaml')}: cannot be read`,
      fix: 'greenroom verify --write-deviations <file> drafts one.',
    }),
  )
})
