import { appendFile, open, readFile } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { driftLines, driftMarkdown } from '../../report/recorded-runs/drift-text.ts'
import { driftSince } from '../../report/recorded-runs/drift.ts'
import { toRecordedRun, type RecordedRun } from '../../report/recorded-runs/recorded-run.ts'
import { lastOf, readRecordedRuns, type RecordedRuns } from '../../report/recorded-runs/read-recorded-runs.ts'
import type { Report } from '../../report/report.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { endOf } from '../../report/verdict.ts'
import type { Input, Io } from '../command.ts'

/** The runs to compare with, read before a run, since the run may be added to the same file; null: none were asked for. */
export async function runsBefore(input: Input): Promise<RecordedRuns | null> {
  const file = input.text('against')
  if (file === undefined) return null
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    // the first run has none before it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new Fault(`${file} cannot be read`, 'Name a file that greenroom verify --record has written.', {
      cause: error,
    })
  })
  return readRecordedRuns(text, file)
}

/** Says what has changed since the last run, if anything has, and adds these runs to their file. */
export async function tellRuns(
  reports: readonly Report[],
  before: RecordedRuns | null,
  input: Input,
  io: Io,
): Promise<void> {
  if (before !== null) {
    const summary = input.flag('github') ? io.env['GITHUB_STEP_SUMMARY'] : undefined
    for (const text of before.leftOut) io.error(`${text}\n`)
    for (const report of reports) await compare(report, before, summary, io)
  }
  const file = input.text('record')
  if (file !== undefined) await record(file, reports.map(toRecordedRun))
}

async function compare(report: Report, before: RecordedRuns, summary: string | undefined, io: Io): Promise<void> {
  const earlier = lastOf(before, report.run)
  const end = endOf(report.summary)
  if (end !== null) return io.out(`not compared with an earlier run: this one is not complete, ${end}\n`)
  if (earlier === undefined)
    return io.out(`not compared: ${before.file} has no earlier run of ${report.run.target}, ${report.run.edition}\n`)
  const drifts = driftSince(earlier, report)
  io.out(
    driftLines(earlier, drifts)
      .map((line) => `${line}\n`)
      .join(''),
  )
  if (summary !== undefined && drifts.length > 0) await appendFile(summary, `\n${driftMarkdown(earlier, drifts)}`)
}

/** Each in a line of its own, also after one that was cut off. */
async function record(file: string, runs: readonly RecordedRun[]): Promise<void> {
  const lines = runs.map((run) => `${toEscapedJson(run)}\n`).join('')
  try {
    await appendFile(file, `${(await endsInLine(file)) ? '' : '\n'}${lines}`)
  } catch (error) {
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  }
}

async function endsInLine(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return true
  try {
    const { size } = await handle.stat()
    if (size === 0) return true
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer.toString() === '\n'
  } finally {
    await handle.close()
  }
}
