import { constants } from 'node:fs'
import { access, appendFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '../../fault.ts'
import { ensureFolder } from '../../folder.ts'
import { toAllure } from '../../report/formats/allure.ts'
import { toCtrf } from '../../report/formats/ctrf.ts'
import { deviationsDraft } from '../../report/deviations-draft.ts'
import { annotations, jobSummary } from '../../report/github.ts'
import { workflowOutputs } from '../../report/github-outputs.ts'
import { toHtmlReport } from '../../report/html/html-report.ts'
import { toJUnit } from '../../report/formats/junit.ts'
import { toMarkdownReport } from '../../report/formats/markdown.ts'
import type { Report } from '../../report/report.ts'
import { toHar } from '../../report/formats/har.ts'
import { toSarif } from '../../report/formats/sarif.ts'
import type { Input, Io } from '../command.ts'

const REPORTS: Readonly<Record<string, (reports: readonly Report[]) => string>> = {
  junit: toJUnit,
  ctrf: toCtrf,
  markdown: toMarkdownReport,
  html: toHtmlReport,
  sarif: toSarif,
  har: toHar,
}

/**
 * Creates missing folders of reports. Throws a Fault for a file that could not be written, so that a run of half an hour is not lost.
 */
export async function checkReports(input: Input): Promise<void> {
  const draft = input.text('write-deviations')
  for (const file of [...Object.keys(REPORTS).map((name) => input.text(name)), draft, input.text('record')])
    if (file !== undefined) await writing(file, inFolder(dirname(file)))
  const folder = input.text('allure')
  if (folder !== undefined) await writing(folder, inFolder(folder))
  if (draft !== undefined && (await stat(draft).catch(() => null)) !== null) throw isThere(draft)
}

async function inFolder(folder: string): Promise<void> {
  await ensureFolder(folder)
  await access(folder, constants.W_OK)
}

/** Writes the reports of the options. Throws a Fault for a file that cannot be written, after writing the others. */
export async function writeReports(reports: readonly Report[], input: Input, io: Io): Promise<void> {
  const draft = input.text('write-deviations')
  const [summary, outputs] = [io.env['GITHUB_STEP_SUMMARY'], io.env['GITHUB_OUTPUT']]
  const isGithub = input.flag('github')
  if (isGithub) io.out(annotations(reports))
  const written = await Promise.allSettled([
    ...Object.entries(REPORTS).map(async ([name, toText]) => {
      const file = input.text(name)
      if (file !== undefined) await writing(file, writeFile(file, toText(reports)))
    }),
    writeAllure(reports, input.text('allure')),
    draft === undefined ? null : writeDraft(draft, reports, io),
    isGithub && summary ? writing(summary, appendFile(summary, jobSummary(reports))) : null,
    isGithub && outputs ? writing(outputs, appendFile(outputs, outputsOf(reports, input))) : null,
  ])
  const lost = written.find((each) => each.status === 'rejected')
  if (lost) throw lost.reason
}

/** A file for each case, beside those of earlier runs, which Allure takes for its history. */
async function writeAllure(reports: readonly Report[], folder: string | undefined): Promise<void> {
  if (folder === undefined) return
  for (const [name, text] of toAllure(reports)) await writing(join(folder, name), writeFile(join(folder, name), text))
}

/** With the paths of the reports as they were given. */
function outputsOf(reports: readonly Report[], input: Input): string {
  const written = Object.keys(REPORTS).flatMap((name) => {
    const file = input.text(name)
    return file === undefined ? [] : [[name, file] as const]
  })
  return workflowOutputs(reports, Object.fromEntries(written), crypto.randomUUID())
}

/** Never overwrites a file: it may contain reasons written by hand. */
async function writeDraft(file: string, reports: readonly Report[], io: Io): Promise<void> {
  if (reports.some(({ summary }) => summary.stopped !== null)) {
    io.out(`No deviations were drafted: the run was stopped, and a part of them would make the next run fail.\n`)
    return
  }
  const { text, count } = deviationsDraft(reports, new Date())
  await writing(file, writeFile(file, text, { flag: 'wx' }).catch(refuseExisting(file)))
  io.out(
    `${count} ${count === 1 ? 'deviation' : 'deviations'} drafted in ${file}: replace each "to be explained" with the reason, and check the dates.\n`,
  )
}

const writing = (file: string, work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    if (error instanceof Fault) throw error
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  })

const refuseExisting =
  (file: string) =>
  (error: unknown): never => {
    throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? isThere(file) : error
  }

const isThere = (file: string): Fault =>
  new Fault(`${file} already exists`, 'Name another file, or delete this one first.')
