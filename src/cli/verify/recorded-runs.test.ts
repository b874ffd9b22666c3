import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { brokenCase, caseResult, reportOf, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import { toRecordedRun } from '../../report/recorded-runs/recorded-run.ts'
import type { Report } from '../../report/report.ts'
import { verify } from '../commands/verify.ts'
import { readInput } from '../read-input.ts'
import { runsBefore, tellRuns } from './recorded-runs.ts'

const inFolder = ownFolder()
const BROKE =
  'since 2026-11-28 03:17 UTC: new, breaking: status: The status is 403 and should be 400. · joinMeetingRoom/room-full\n'
const lineOf = (report: Report): string => `${JSON.stringify(toRecordedRun(report))}\n`

/** What is told of runs, with these options; and what is in the file and the summary of the job afterwards. */
async function told(reports: readonly Report[], args: readonly string[], env: Record<string, string> = {}) {
  const said = { out: '', error: '' }
  const io = {
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += text),
    env,
  }
  const input = readInput(verify, args, {})
  await tellRuns(reports, await runsBefore(input), input, io)
  return said
}

describe('runs that are recorded', () => {
  it('are a line each, behind those that are there, also after one that was cut off', async () => {
    const file = inFolder('runs')
    const [one, other] = [reportOf([caseResult()]), reportOf([brokenCase()])]
    await told([one, other], ['--record', file])
    expect(await readFile(file, 'utf8')).toBe(lineOf(one) + lineOf(other))
    await told([one], ['--record', file])
    expect(await readFile(file, 'utf8')).toBe(lineOf(one) + lineOf(other) + lineOf(one))
    await writeFile(file, '{"cut')
    await told([one], ['--record', file])
    expect(await readFile(file, 'utf8')).toBe(`{"cut\n${lineOf(one)}`)
    await writeFile(file, '')
    await told([one], ['--record', file])
    expect(await readFile(file, 'utf8')).toBe(lineOf(one))
  })

  it('need a file that can be written', async () => {
    await expect(told([], ['--record', inFolder('none/runs')])).rejects.toMatchObject({
      message: `${inFolder('none/runs')} cannot be written`,
      fix: 'Name a file in a writable folder.',
    })
  })
})

describe('runs that are compared', () => {
  it('with nothing are not, and say so for each target and edition', async () => {
    const file = inFolder('empty')
    expect((await told([reportOf([])], ['--against', file])).out).toBe(
      `not compared: ${file} has no earlier run of staging, current\n`,
    )
    await writeFile(file, lineOf(reportOf([], { run: runInfo({ edition: '8.0' }) })))
    expect((await told([reportOf([])], ['--against', file])).out).toBe(
      `not compared: ${file} has no earlier run of staging, current\n`,
    )
    expect(await told([reportOf([])], [])).toEqual({ out: '', error: '' })
  })

  it('say each change in a line, and nothing without one; also in the summary of a job on GitHub', async () => {
    const [file, summary] = [inFolder('before'), inFolder('summary')]
    await writeFile(file, `no json\nnor this\n${lineOf(reportOf([caseResult()]))}`)
    await writeFile(summary, 'first')
    const env = { GITHUB_STEP_SUMMARY: summary }
    const { out, error } = await told([reportOf([brokenCase()])], ['--against', file, '--github'], env)
    expect(out).toBe(BROKE)
    expect(error).toBe([1, 2].map((n) => `${file}:${n} was left out: it is not JSON\n`).join(''))
    expect(await readFile(summary, 'utf8')).toBe(
      'first\n## Changed since 2026-11-28 03:17 UTC\n\n- **new**, breaking: status: The status is 403 and should be 400. ` joinMeetingRoom/room-full `\n',
    )
    await writeFile(summary, 'first')
    expect((await told([reportOf([caseResult()])], ['--against', file, '--github'], env)).out).toBe('')
    await told([reportOf([brokenCase()])], ['--against', file], env)
    expect(await readFile(summary, 'utf8')).toBe('first')
  })

  it('that did not end are not, and say why', async () => {
    const file = inFolder('whole')
    await writeFile(file, lineOf(reportOf([caseResult()])))
    const stopped = reportOf([brokenCase()], { summary: summaryOf([], { stopped: 'Ctrl+C' }) })
    expect((await told([stopped], ['--against', file])).out).toBe(
      'not compared with an earlier run: this one is not complete, stopped: Ctrl+C\n',
    )
    // That comes before what the file lacks, and keeps no other run from being compared.
    const elsewhere = reportOf([], { run: runInfo({ edition: '8.0' }), summary: summaryOf([], { stopped: 'Ctrl+C' }) })
    expect((await told([elsewhere, reportOf([], { run: runInfo({ edition: '8.3' }) })], ['--against', file])).out).toBe(
      `not compared with an earlier run: this one is not complete, stopped: Ctrl+C\nnot compared: ${file} has no earlier run of staging, 8.3\n`,
    )
  })

  it('are compared with what was there before they were added to the same file', async () => {
    const file = inFolder('same')
    await writeFile(file, lineOf(reportOf([caseResult()])))
    const { out } = await told([reportOf([brokenCase()])], ['--against', file, '--record', file])
    expect(out).toBe(BROKE)
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3)
  })

  it('need a file, and no folder', async () => {
    await expect(told([], ['--against', inFolder('.')])).rejects.toMatchObject({
      message: `${inFolder('.')} cannot be read`,
      fix: 'Name a file that greenroom verify --record has written.',
    })
  })
})
