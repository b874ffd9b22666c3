import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deviationsFrom, loadDeviations } from './deviations-file.ts'

const IDS = ['a/b', 'a/c:d']
const GOOD = { case: 'a/b', answers: { status: 403, body: null }, reason: 'to be mended', until: '2027-03-31' }
const read = (...entries: readonly object[]): ReturnType<typeof deviationsFrom> =>
  deviationsFrom(
    entries.map((entry) => ({ ...GOOD, ...entry })),
    IDS,
  )
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('a known deviation', () => {
  it('has its case, what is answered, why, until when, and its place; HTTP goes without saying', () => {
    expect(read(GOOD, { ...GOOD, case: 'a/c:d', transport: 'http' })).toEqual([
      { ...GOOD, at: 'deviations.0' },
      { ...GOOD, case: 'a/c:d', at: 'deviations.1' },
    ])
  })

  it('may be one for each transport of a case, and on sockets no answer at all', () => {
    const silent = { ...GOOD, transport: 'polling', answers: { status: 0, body: '' } }
    expect(read(GOOD, silent).map(({ transport }) => transport)).toEqual([undefined, 'polling'])
    expect(() => read(GOOD, GOOD)).toThrow(FAULT)
    expect(() => read(silent, silent)).toThrow(FAULT)
  })

  it.each([100, 599])('may be answered %i', (status) => {
    expect(read({ ...GOOD, answers: { status, body: [1] } })[0]?.answers).toEqual({ status, body: [1] })
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
    { answers: undefined },
    { answers: { status: 403 } },
    { answers: { body: 1 } },
    { answers: { status: 99, body: 1 } },
    { answers: { status: 600, body: 1 } },
    { answers: { status: 403.5, body: 1 } },
    { answers: { status: '403', body: 1 } },
    { answers: { status: 0, body: 1 } },
    { answers: { status: 403, body: 1, headers: {} } },
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
