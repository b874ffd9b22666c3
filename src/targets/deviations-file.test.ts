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
const FAULT = expect.objectContaining({ name: 'Fault' })

it.each([
  [{ case: [] }, 'case is empty'],
  [{ findings: [] }, 'findings is empty'],
  [{ answers: {} }, 'this entry records an answer, the format of an older greenroom'],
])('an entry with %j is refused, and says why', (wrong, message) => {
  expect(() => read({ ...GOOD, ...wrong })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(` ${message}$`) }),
  )
})

describe('a known deviation', () => {
  it('has its case, what is found, why, until when, and its place; HTTP goes without saying', () => {
    expect(read(GOOD, { ...GOOD, case: 'a/c:d', transport: 'http' })).toEqual([
      { ...GOOD, at: 'deviations.0' },
      { ...GOOD, case: 'a/c:d', at: 'deviations.1' },
    ])
  })

  it('ends on a day that there is, and a text that is none is shown by its beginning', () => {
    expect(() => read({ until: '2027-02-30' })).toThrow('2027-02-30 is not a date')
    expect(() => read({ until: 'x'.repeat(50) })).toThrow(`deviations.0.until: ${'x'.repeat(40)} is not a date`)
  })

  it('may be one for each transport of a case', () => {
    const polling = { ...GOOD, transport: 'polling' }
    expect(read(GOOD, polling).map(({ transport }) => transport)).toEqual([undefined, 'polling'])
    expect(() => read(GOOD, GOOD)).toThrow(FAULT)
    expect(() => read(polling, polling)).toThrow(FAULT)
  })

  it('may be about several cases, each of which counts as an entry of its own', () => {
    expect(read({ ...GOOD, case: ['a/b', 'a/c:d'] }).map(({ case: id }) => id)).toEqual(['a/b', 'a/c:d'])
    expect(() => read({ ...GOOD, case: ['a/b', 'a/b'] })).toThrow(FAULT)
    expect(() => read({ ...GOOD, case: ['a/b'] }, GOOD)).toThrow(FAULT)
    expect(() => read({ ...GOOD, case: ['a/e'] })).toThrow(FAULT)
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
    { case: 'a/d' },
    { case: undefined },
    { reason: ' ' },
    { reason: undefined },
    { transport: 'htp' },
    { until: '2027-02-29' },
    { until: '2027-02-30' },
    { until: '2027-13-01' },
    { until: '2027-3-31' },
    { until: '2027-03-31T00:00:00Z' },
    { until: 20_270_331 },
    { until: undefined },
    { case: [] },
    { findings: undefined },
    { findings: [] },
    { findings: {} },
    { findings: [{}] },
    { findings: [{ check: 'stauts' }] },
    { findings: [{ check: 'status', call: 0 }] },
    { findings: [{ check: 'status', call: 1.5 }] },
    { findings: [{ check: 'body', at: 'a' }] },
    { findings: [{ check: 'body', at: 5 }] },
    { findings: [{ check: 'ack', says: 5 }] },
    { findings: [{ check: 'status', more: 1 }] },
    { answers: { status: 403, body: null } },
    { more: 1 },
  ])('is refused with %j', (wrong) => {
    expect(() => read({ ...GOOD, ...wrong })).toThrow(FAULT)
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
  await expect(loadDeviations(join(folder, 'none.yaml'), IDS)).rejects.toThrow(FAULT)
})
