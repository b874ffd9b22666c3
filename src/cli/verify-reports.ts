import { appendFile, writeFile } from 'node:fs/promises'
import { Fault } from '../fault.ts'
import { toCtrf } from '../report/ctrf.ts'
import { deviationsDraft } from '../report/deviations-draft.ts'
import { annotations, jobSummary } from '../report/github.ts'
import { toJUnit } from '../report/junit.ts'
import { toMarkdownReport } from '../report/markdown.ts'
import type { Report } from '../report/report.ts'
import type { Input, Io } from './command.ts'

const REPORTS: Readonly<Record<string, (reports: readonly Report[]) => string>> = {
  junit: toJUnit,
  ctrf: toCtrf,
  markdown: toMarkdownReport,
}

/** Writes the reports that the options ask for. Throws a Fault for a file that cannot be written, once the others are. */
export async function writeReports(reports: readonly Report[], input: Input, io: Io): Promise<void> {
  const [draft, summary] = [input.text('write-deviations'), io.env['GITHUB_STEP_SUMMARY']]
  const isGithub = input.flag('github')
  if (isGithub) io.out(annotations(reports))
  const written = await Promise.allSettled([
    ...Object.entries(REPORTS).map(async ([name, toText]) => {
      const file = input.text(name)
      if (file !== undefined) await writing(file, writeFile(file, toText(reports)))
    }),
    draft === undefined ? null : writeDraft(draft, reports, io),
    isGithub && summary ? writing(summary, appendFile(summary, jobSummary(reports))) : null,
  ])
  const lost = written.find((each) => each.status === 'rejected')
  if (lost) throw lost.reason
}

/** A file that somebody has written reasons into is never overwritten. */
async function writeDraft(file: string, reports: readonly Report[], io: Io): Promise<void> {
  const { text, count } = deviationsDraft(reports, new Date())
  await writing(file, writeFile(file, text, { flag: 'wx' }))
  io.out(`${count} ${count === 1 ? 'deviation' : 'deviations'} drafted in ${file}: give each its reason and its day.\n`)
}

const writing = (file: string, work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new Fault(
      exists ? `${file} is there already` : `${file} cannot be written`,
      exists ? 'Name another file, or take this one away first.' : 'Name a file in a folder that you may write to.',
      { cause: error },
    )
  })
