import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toHtmlReport } from '../../src/report/html/html-report.ts'
import { toCtrf } from '../../src/report/formats/ctrf.ts'
import { collect } from '../../src/report/report.ts'
import { eventsOf, variedResults } from '../support/sample-report.ts'
import { runCli } from '../support/run-cli.ts'

it('report writes the HTML report of a CTRF report, and refuses anything else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-report-'))
  const [source, file] = [join(folder, 'run.json'), join(folder, 'run.html')]
  // oxlint-disable-next-line require-await -- a stream that has all of its events at once
  const events = (async function* () {
    yield* eventsOf(variedResults())
  })()
  const reports = [await collect(events)]
  await writeFile(source, toCtrf(reports))
  expect(await runCli(['report', source, '--html', file])).toMatchObject({ code: 0, out: `${file} was written\n` })
  expect(await readFile(file, 'utf8')).toBe(toHtmlReport(reports))
  const refusals: [string[], string][] = [
    [[], 'takes a CTRF report'],
    [[source], 'needs --html <file>'],
    [[join(folder, 'none.json'), '--html', file], 'none.json cannot be read'],
    [[file, '--html', file], 'is not a report of greenroom verify'],
    [[source, '--html', '/nowhere/at/all.html'], 'cannot be written'],
  ]
  for (const [args, says] of refusals) {
    const { code, error } = await runCli(['report', ...args])
    expect([code, error]).toEqual([2, expect.stringContaining(says)])
  }
  await rm(folder, { recursive: true })
})
