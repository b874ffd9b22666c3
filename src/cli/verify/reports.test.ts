import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { brokenCase, eventsOf, reportOf, variedResults } from '../../../tests/support/sample-report.ts'
import { collect, type Report } from '../../report/report.ts'
import { toCtrf } from '../../report/formats/ctrf.ts'
import { toJUnit } from '../../report/formats/junit.ts'
import { toMarkdownReport } from '../../report/formats/markdown.ts'
import type { Command, Io } from '../command.ts'
import { readInput } from '../read-input.ts'
import { verifyOptions } from './options.ts'
import { checkReports, writeReports } from './reports.ts'

const at = ownFolder()
const COMMAND: Command = {
  name: 'verify',
  summary: '',
  options: verifyOptions,
  examples: [],
  run: () => Promise.resolve(0),
}
const input = (...args: string[]) => readInput(COMMAND, args, {})

async function reportsOf(): Promise<Report[]> {
  // oxlint-disable-next-line require-await -- a stream that has all of its events at once
  const events = (async function* () {
    yield* eventsOf(variedResults({ emoji: '👩‍👩‍👧 é' }))
  })()
  return [await collect(events)]
}
function printing(env: Io['env'] = {}) {
  const written: string[] = []
  const io: Io = { out: (text) => written.push(text), error: () => {}, env }
  return { io, text: () => written.join('') }
}

describe('the files of a run', () => {
  it('have their folders before it begins, and are refused if they cannot be written', async () => {
    await checkReports(input('--junit', at('new', 'deep', 'a.xml')))
    expect((await stat(at('new', 'deep'))).isDirectory()).toBe(true)
    await checkReports(input())
    await checkReports(input('--allure', at('new', 'allure')))
    expect((await stat(at('new', 'allure'))).isDirectory()).toBe(true)
    const options = ['junit', 'ctrf', 'markdown', 'html', 'sarif', 'har', 'allure', 'write-deviations', 'record']
    for (const option of options)
      await expect(checkReports(input(`--${option}`, '/dev/null/x'))).rejects.toMatchObject({
        message: '/dev/null/x cannot be written',
        fix: 'Name a file in a writable folder.',
      })
  })

  it('are no deviations that are there already, which hold reasons written by hand', async () => {
    await writeFile(at('there.yaml'), 'mine')
    const fault = {
      message: `${at('there.yaml')} already exists`,
      fix: 'Name another file, or delete this one first.',
    }
    await expect(checkReports(input('--write-deviations', at('there.yaml')))).rejects.toMatchObject(fault)
    const { io } = printing()
    await expect(
      writeReports(await reportsOf(), input('--write-deviations', at('there.yaml')), io),
    ).rejects.toMatchObject(fault)
    expect(await readFile(at('there.yaml'), 'utf8')).toBe('mine')
    await writeFile(at('there.xml'), 'old')
    await checkReports(input('--junit', at('there.xml')))
  })

  it('are written as the options say', async () => {
    const reports = await reportsOf()
    const { io, text } = printing({ GITHUB_STEP_SUMMARY: at('unused.md') })
    await writeReports(
      reports,
      input('--junit', at('a.xml'), '--ctrf', at('a.json'), '--markdown', at('a.md'), '--html', at('a.html')),
      io,
    )
    expect(await readFile(at('a.xml'), 'utf8')).toBe(toJUnit(reports))
    expect(await readFile(at('a.json'), 'utf8')).toBe(toCtrf(reports))
    expect(await readFile(at('a.md'), 'utf8')).toBe(toMarkdownReport(reports))
    expect(await readFile(at('a.html'), 'utf8')).toMatch(/^<!doctype html>/)
    expect(text()).toBe('')
    await expect(stat(at('unused.md'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('are named among the outputs of a step of GitHub Actions, if asked', async () => {
    const { io } = printing({ GITHUB_OUTPUT: at('outputs') })
    await writeReports(await reportsOf(), input('--junit', at('b.xml')), io)
    await expect(stat(at('outputs'))).rejects.toMatchObject({ code: 'ENOENT' })
    await writeReports(await reportsOf(), input('--github', '--junit', at('b.xml')), io)
    const outputs = await readFile(at('outputs'), 'utf8')
    expect(outputs).toMatch(/^verdict<<([\w-]{36})\nrejected-credentials\n\1$/m)
    expect(outputs).toContain(`\n${at('b.xml')}\n`)
    expect(outputs).not.toContain('ctrf')
  })

  it('are written even if one of them cannot be', async () => {
    const { io } = printing()
    const wanted = input('--junit', '/dev/null/x', '--ctrf', at('b.json'))
    await expect(writeReports(await reportsOf(), wanted, io)).rejects.toMatchObject({
      message: '/dev/null/x cannot be written',
    })
    expect((await readFile(at('b.json'), 'utf8')).length).toBeGreaterThan(0)
    const both = input('--ctrf', '/dev/null/y', '--junit', '/dev/null/x', '--har', at('b.har'))
    await expect(writeReports(await reportsOf(), both, io)).rejects.toMatchObject({
      message: '/dev/null/x cannot be written',
      fix: 'Name a file in a writable folder.',
    })
    expect((await readFile(at('b.har'), 'utf8')).length).toBeGreaterThan(0)
  })
})

describe('GitHub', () => {
  it('gets annotations, and a summary after what is in its file', async () => {
    await appendFile(at('summary.md'), 'before\n')
    const { io, text } = printing({ GITHUB_STEP_SUMMARY: at('summary.md') })
    await writeReports(await reportsOf(), input('--github'), io)
    expect(text()).toMatch(/^::(?:error|warning|notice)/)
    expect(await readFile(at('summary.md'), 'utf8')).toMatch(/^before\n[^]+\w/)
    const alone = printing()
    await writeReports(await reportsOf(), input('--github'), alone.io)
    expect(alone.text()).toBe(text())
  })
})

describe('a draft of deviations', () => {
  it('is written with their number', async () => {
    const { io, text } = printing()
    await writeReports(await reportsOf(), input('--write-deviations', at('drafted.yaml')), io)
    expect(text()).toMatch(
      /^(?:1 deviation|\d+ deviations) drafted in \S+drafted\.yaml: replace each "to be explained" with the reason, and check the dates\.\n$/,
    )
    expect((await readFile(at('drafted.yaml'), 'utf8')).length).toBeGreaterThan(0)
    const one = printing()
    await writeReports([reportOf([brokenCase()])], input('--write-deviations', at('one.yaml')), one.io)
    expect(one.text()).toMatch(/^1 deviation drafted in /)
    await expect(
      writeReports([reportOf([brokenCase()])], input('--write-deviations', '/dev/null/x'), one.io),
    ).rejects.toMatchObject({ message: '/dev/null/x cannot be written', fix: 'Name a file in a writable folder.' })
  })

  it('is none of a run that was stopped', async () => {
    const { io, text } = printing()
    const stopped = (await reportsOf()).map((report) => ({
      ...report,
      summary: { ...report.summary, stopped: 'it took too long' },
    }))
    await writeReports([...(await reportsOf()), ...stopped], input('--write-deviations', at('none.yaml')), io)
    expect(text()).toBe(
      'No deviations were drafted: the run was stopped, and a part of them would make the next run fail.\n',
    )
    await expect(stat(at('none.yaml'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
