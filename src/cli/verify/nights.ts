import { appendFile, open, readFile } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { driftLines, driftMarkdown } from '../../report/nights/drift-text.ts'
import { driftSince } from '../../report/nights/drift.ts'
import { toNight, type Night } from '../../report/nights/night.ts'
import { lastOf, readNights, type Nights } from '../../report/nights/read-nights.ts'
import type { Report } from '../../report/report.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { endOf } from '../../report/verdict.ts'
import type { Input, Io } from '../command.ts'

/** The nights to compare with, read before a run, since the run may be added to the same file; null: none were asked for. */
export async function nightsBefore(input: Input): Promise<Nights | null> {
  const file = input.text('against')
  if (file === undefined) return null
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    // The first night has none before it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new Fault(`${file} cannot be read`, 'Name a file that greenroom verify --record has written.', {
      cause: error,
    })
  })
  return readNights(text, file)
}

/** Says what has changed since the last run, if anything has, and adds these runs to their file. */
export async function tellNights(
  reports: readonly Report[],
  before: Nights | null,
  input: Input,
  io: Io,
): Promise<void> {
  if (before !== null) {
    const summary = input.flag('github') ? io.env['GITHUB_STEP_SUMMARY'] : undefined
    for (const text of before.leftOut) io.error(`${text}\n`)
    for (const report of reports) await compare(report, before, summary, io)
  }
  const file = input.text('record')
  if (file !== undefined) await record(file, reports.map(toNight))
}

async function compare(report: Report, before: Nights, summary: string | undefined, io: Io): Promise<void> {
  const night = lastOf(before, report.run)
  const end = endOf(report.summary)
  if (end !== null) return io.out(`not compared with an earlier run: this one is not complete, ${end}\n`)
  if (night === undefined)
    return io.out(`not compared: ${before.file} has no earlier run of ${report.run.target}, ${report.run.edition}\n`)
  const drifts = driftSince(night, report)
  io.out(
    driftLines(night, drifts)
      .map((line) => `${line}\n`)
      .join(''),
  )
  if (summary !== undefined && drifts.length > 0) await appendFile(summary, `\n${driftMarkdown(night, drifts)}`)
}

/** Each in a line of its own, also after one that was cut off. */
async function record(file: string, nights: readonly Night[]): Promise<void> {
  const lines = nights.map((night) => `${toEscapedJson(night)}\n`).join('')
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
