import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { EDITIONS } from '../../src/edition.ts'
import { readXml } from '../support/read-xml.ts'
import { spawnCli, type Ran } from '../support/run-cli.ts'
import { makeFolder, runVerify, UNHURRIED } from '../support/run-verify.ts'

// Each case on each transport is played by the contract suite; here it is the command that is looked at.

interface Told {
  readonly name: string
  readonly rawStatus: string
}

/** The ids of the cases that are written, read without our own reader. */
const written = (): string[] => {
  const folder = 'contract-tests/cases'
  return readdirSync(folder).flatMap((file) => {
    const { operation, cases }: { operation: string; cases: { expect: string; name?: string }[] } = Object(
      load(readFileSync(join(folder, file), 'utf8')),
    )
    return cases.map(({ expect: outcome, name }) => `${operation}/${outcome}${name === undefined ? '' : `:${name}`}`)
  })
}

const figuresIn = (out: string): string[] => out.split('\n').filter((line) => /^\d+ held, /.test(line))
const heldIn = (line = ''): number => Number.parseInt(line, 10)
const allHeld = (outcomes: number): RegExp =>
  new RegExp(
    `^\\d+ held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped = \\d+ cases · coverage 100 % \\(${outcomes} of ${outcomes} outcomes\\)`,
  )

describe('greenroom verify on the built-in mock, in one edition with every report', () => {
  const REPORTS = ['junit', 'ctrf', 'markdown', 'summary'] as const
  const texts: Partial<Record<(typeof REPORTS)[number], string>> = {}
  let ran: Ran
  let held = 0

  beforeAll(async () => {
    await using folder = await makeFolder()
    const file = (name: string): string => join(folder.path, name)
    const files = REPORTS.slice(0, 3).flatMap((name) => [`--${name}`, file(name)])
    const env = { GITHUB_STEP_SUMMARY: file('summary') }
    ran = await runVerify(['--edition', '2022', '--github', ...files], env)
    held = heldIn(figuresIn(ran.out)[0])
    for (const name of REPORTS) texts[name] = await readFile(file(name), 'utf8')
  })

  it('holds, covers all outcomes, and exits 0', ({ task }) => {
    expect(figuresIn(ran.out)).toEqual([expect.stringMatching(allHeld(32))])
    expect([ran.code, ran.error]).toEqual([0, ''])
    task.meta.held = { way: 'by greenroom verify', cases: held }
  })

  it('has one figure in all of them', () => {
    expect(held).toBeGreaterThan(400)
    expect(readXml(texts.junit ?? '').attributes).toMatchObject({ tests: String(held), failures: '0' })
    expect(JSON.parse(texts.ctrf ?? '').results.summary).toMatchObject({ passed: held, failed: 0, skipped: 0 })
    for (const text of [texts.markdown, texts.summary]) expect(text).toContain(`| ${held} | 0 | 0 | 0 | 0 | 0 |`)
  })

  it('tells each case by its own name', () => {
    const tests: Told[] = JSON.parse(texts.ctrf ?? '').results.tests
    expect(new Set(tests.map(({ name }) => name)).size).toBe(held)
    expect(tests.map(({ name }) => name)).toContain('joinLivechatRoom/missing-room-id')
  })
})

describe('greenroom verify on the built-in mock', () => {
  it('is a process that ends with its code, and rewrites no line where nobody watches', async () => {
    const { code, out, error } = await spawnCli([
      'verify',
      '--case',
      'joinMeetingRoom/room-locked',
      '--transport',
      'http',
      ...UNHURRIED,
    ])
    expect(figuresIn(out).map(heldIn)).toEqual(EDITIONS.map(() => 1))
    for (const sign of ['\r', '\u001B']) expect(out).not.toContain(sign)
    expect([code, error]).toEqual([0, ''])
  })

  it(
    'holds every written case as a process, covers all outcomes of every edition, and rewrites no line where nobody watches',
    { tags: ['full'] },
    async () => {
      await using folder = await makeFolder()
      const report = join(folder.path, 'report.json')
      const { code, out, error } = await spawnCli(['verify', '--ctrf', report, ...UNHURRIED])
      expect(figuresIn(out)).toEqual([46, 32, 44, 44, 44].map((outcomes) => expect.stringMatching(allHeld(outcomes))))
      for (const sign of ['\r', '\u001B']) expect(out).not.toContain(sign)
      expect([code, error]).toEqual([0, ''])
      const tests: Told[] = JSON.parse(await readFile(report, 'utf8')).results.tests
      const ids = new Set(tests.flatMap(({ name, rawStatus }) => (rawStatus === 'held' ? [name.split(' ')[0]] : [])))
      expect(written().length).toBeGreaterThan(400)
      expect(written().filter((id) => !ids.has(id))).toEqual([])
    },
  )

  it.for([3])(
    'holds in any order: shuffled by %i, with as many workers',
    { tags: ['full'] },
    async (seed, { task }) => {
      const args = ['--edition', 'current', '--quiet', '--shuffle', String(seed), '--workers', String(seed)]
      const { code, out } = await runVerify(args)
      expect(out).toMatch(allHeld(46))
      expect(code).toBe(0)
      task.meta.held = { way: 'by verify in an order of chance', cases: heldIn(out) }
    },
  )

  it('says no more than its figures when it is to be quiet', async () => {
    const { out } = await runVerify(['--quiet', '--case', 'joinMeetingRoom/room-locked'])
    expect(figuresIn(out)).toHaveLength(EDITIONS.length)
    expect(out.trimEnd().split('\n')).toEqual(figuresIn(out))
  })

  it('plays the same order of chance for the same number, and another for another', async () => {
    const orderOf = async (seed: string): Promise<string> =>
      (await runVerify(['--dry-run', '--shuffle', seed, '--edition', 'current'])).out
    const [one, again, other] = [await orderOf('7'), await orderOf('7'), await orderOf('8')]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
    expect(other.split('\n').toSorted()).toEqual(one.split('\n').toSorted())
  })

  it('exits 0 for a case that one edition does not have', async () => {
    const { code, out } = await runVerify(['--case', 'joinLivechatRoom/room-closed', '--quiet'])
    expect(figuresIn(out).map(heldIn)).toEqual([1, 0, 1, 1, 1])
    expect(code).toBe(0)
  })

  it('exits 5 where the edition that is asked for has none of the cases that are', async () => {
    const { code } = await runVerify(['--case', 'joinLivechatRoom/room-closed', '--edition', '2022'])
    expect(code).toBe(5)
  })

  it('sends nothing in a dry run, and lists every case that it would play', async () => {
    const { code, out } = await runVerify(['--dry-run'])
    const listed = new Set([...out.matchAll(/^(\w+\/\S+) /gm)].map(([, id]) => id))
    expect(written().length).toBeGreaterThan(400)
    expect(written().filter((id) => !listed.has(id))).toEqual([])
    expect(out.match(/^the built-in mock, edition [\w.]+: .* Nothing was sent\.$/gm)).toHaveLength(EDITIONS.length)
    expect(code).toBe(0)
  })
})
