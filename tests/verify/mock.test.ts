import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { planOf, socketPlanOf } from '../../src/verify/plan/plan.ts'
import { isSocketTransport, TRANSPORTS } from '../../src/verify/model/transport.ts'
import { readXml } from '../support/read-xml.ts'
import { runCli } from '../support/run-cli.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'

const EDITIONS = ['current', '2022'] as const
// Sockets are the same in both editions, and played in the current one.
const SOCKETS = { current: TRANSPORTS.filter(isSocketTransport), '2022': [] }
const casesOf = (edition: (typeof EDITIONS)[number]): number =>
  planOf(allCases, faces[edition]).length +
  socketPlanOf(allCases, { faces: faces[edition], socketFaces }, SOCKETS[edition]).length

const figuresIn = (out: string): string[] => out.split('\n').filter((line) => /^\d+ held, /.test(line))

describe('greenroom verify on the built-in mock', () => {
  it(
    'holds every case of both editions, covers all outcomes, exits 0, and rewrites no line where nobody watches',
    { timeout: 90_000 },
    async () => {
      const begin = performance.now()
      const { code, out, error } = await runCli(['verify'])
      process.stdout.write(`greenroom verify, as a process: ${Math.round(performance.now() - begin)} ms\n`)
      expect(figuresIn(out)).toHaveLength(EDITIONS.length)
      for (const [at, edition] of EDITIONS.entries())
        expect(figuresIn(out)[at]).toContain(
          `${casesOf(edition)} held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped · coverage 100 %`,
        )
      for (const sign of ['\r', '\u001B']) expect(out).not.toContain(sign)
      expect(error).toBe('')
      expect(code).toBe(0)
    },
  )

  it('says no more than its figures when it is to be quiet', { timeout: 90_000 }, async () => {
    const { out } = await runVerify(['--quiet'])
    expect(out.trimEnd().split('\n')).toEqual(figuresIn(out))
  })

  it.each([3, 5])('holds in any order: shuffled by %i, with as many workers', { timeout: 90_000 }, async (seed) => {
    const args = ['--edition', 'current', '--quiet', '--shuffle', String(seed), '--workers', String(seed)]
    const { code, out } = await runVerify(args)
    expect(out).toContain(`${casesOf('current')} held, 0 broken`)
    expect(code).toBe(0)
  })

  it('plays the same order of chance for the same number, and another for another', async () => {
    const orderOf = async (seed: string): Promise<string> =>
      (await runVerify(['--dry-run', '--shuffle', seed, '--edition', 'current'])).out
    const [one, again, other] = [await orderOf('7'), await orderOf('7'), await orderOf('8')]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
    expect(other.split('\n').toSorted()).toEqual(one.split('\n').toSorted())
  })

  it('exits 0 for a case that one edition alone has', async () => {
    const { code, out } = await runVerify(['--case', 'joinLivechatRoom/room-closed', '--quiet'])
    expect(figuresIn(out).map((line) => Number.parseInt(line, 10))).toEqual([1, 0])
    expect(code).toBe(0)
  })

  it('exits 5 where the edition that is asked for has none of the cases that are', async () => {
    const { code } = await runVerify(['--case', 'joinLivechatRoom/room-closed', '--edition', '2022'])
    expect(code).toBe(5)
  })

  it('sends nothing in a dry run, and lists every case that it would play', async () => {
    const { code, out } = await runVerify(['--dry-run', '--edition', '2022'])
    expect(out.match(/^join|^list/gm)).toHaveLength(casesOf('2022'))
    expect(out).toContain('Nothing was sent')
    expect(code).toBe(0)
  })

  it(
    'writes every report that is asked for, each with the figures of its last lines',
    { timeout: 90_000 },
    async () => {
      await using folder = await makeFolder()
      const file = (name: string): string => join(folder.path, name)
      const files = ['junit', 'ctrf', 'markdown'].flatMap((name) => [`--${name}`, file(name)])
      const env = { GITHUB_STEP_SUMMARY: file('summary') }
      const { code, out } = await runVerify(['--github', '--case', 'joinMeetingRoom', ...files], env)
      expect(code).toBe(0)

      const held = figuresIn(out).map((line) => Number.parseInt(line, 10))
      const skipped = figuresIn(out).map((line) => Number(/(\d+) skipped/.exec(line)?.[1]))
      const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
      expect(sum(held)).toBeGreaterThan(100)
      const [junit, ctrf, markdown, summary] = await Promise.all(
        ['junit', 'ctrf', 'markdown', 'summary'].map((name) => readFile(file(name), 'utf8')),
      )
      expect(readXml(junit ?? '').attributes).toMatchObject({ tests: String(sum(held) + sum(skipped)), failures: '0' })
      expect(JSON.parse(ctrf ?? '').results.summary).toMatchObject({
        passed: sum(held),
        failed: 0,
        skipped: sum(skipped),
      })
      for (const text of [markdown, summary])
        for (const [at, count] of held.entries())
          expect(text).toContain(`| ${count} | 0 | 0 | 0 | 0 | ${skipped[at]} |`)
    },
  )
})
