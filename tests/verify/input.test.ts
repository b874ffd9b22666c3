import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitOf } from '../../src/cli/verify/exit.ts'
import type { Summary } from '../../src/verify/model/summary.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { summaryOf } from '../support/sample-report.ts'

/** Arguments, and what the message must hold. */
const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [['--wrkers', '3'], /Did you mean --workers\?/],
  [['--case', 'joinMeetingRoom/room-lockd'], /Did you mean joinMeetingRoom\/room-locked\?/],
  [['--case', 'no such thing at all'], /--dry-run lists all cases/],
  [['--case'], /--case needs </],
  [['--edition', 'curent'], /Did you mean current\?/],
  [['--gate', 'documnt'], /Did you mean document\?/],
  [['--gate', 'constructor'], /no gate constructor/],
  [['--min-coverage', '101'], /--min-coverage takes a percentage/],
  [['--workers', '0'], /--workers takes 1 to 16/],
  [['--workers', 'many'], /whole number/],
  [['--timeout', '0'], /--timeout takes 1 to 600000/],
  [['--retries', '21'], /--retries takes 0 to 20/],
  [['--shuffle=-1'], /whole number/],
  [['http://127.0.0.1:1', 'http://127.0.0.1:2'], /unexpected argument/],
  [['ftp://127.0.0.1/'], /not an http or https URL/],
  [['garbage'], /not an http or https URL/],
  [[''], /not an http or https URL/],
  [['http://127.0.0.1:99999'], /not an http or https URL/],
  [['http://127.0.0.1:1/?token=1'], /query or a fragment/],
  [['--target', 'no-such-file.yaml'], /no-such-file\.yaml: no such file/],
  [['--deviations', 'no-such-file.yaml'], /no-such-file\.yaml: cannot be read/],
  [['--ca', 'no-such-file.pem', 'http://127.0.0.1:1'], /no-such-file\.pem cannot be read/],
  [['http://127.0.0.1:1', '--control-url', 'http://127.0.0.1:1'], /token/],
  [['http://127.0.0.1:1', '--control-url', 'no URL', '--control-token', 'none'], /control/],
]

describe('greenroom verify, given what it cannot use', () => {
  it.each(WRONG)('exits 2 with a reason, and no stack: %j', async (args, says) => {
    const { code, error } = await runVerify(args)
    expect(error).toMatch(says)
    expect(error).not.toMatch(/^\s+at |this should not have happened/m)
    expect(code).toBe(2)
  })

  it('never repeats the credentials of a URL', async () => {
    const { code, out, error } = await runVerify(['http://somebody:hunter2@127.0.0.1:1/'])
    expect(error).toContain('contains credentials')
    expect(out + error).not.toMatch(/hunter2|somebody/)
    expect(code).toBe(2)
  })

  it.each([
    ['url: http://127.0.0.1:1\nidentitis: {}\n', ':2', 'Did you mean identities?'],
    ['url: http://127.0.0.1:1\nauthority:\n  edition: curent\n', ':3', 'Did you mean current?'],
    ['url: http://127.0.0.1:1\noperations: [joinLivechatRom]\n', ':2', 'Did you mean joinLivechatRoom?'],
    ['url: http://127.0.0.1:1\nsituations:\n  - { given: { livechat-room: [closd] }, values: {} }\n', ':3', 'closed'],
    ['url: http://127.0.0.1:1\n  name: [\n', ':2', ''],
    ['name: without\n', ':1', 'url'],
  ])('names file and line of what is wrong in a target file: %j', async (text, line, says) => {
    await using folder = await makeFolder()
    const file = await folder.write('target.yaml', text)
    const { code, error } = await runVerify(['--target', file])
    expect(error).toContain(`target.yaml${line}`)
    expect(error).toContain(says)
    expect(code).toBe(2)
  })

  it('names file, line and the nearest case where a file of deviations names none there is', async () => {
    await using folder = await makeFolder()
    const entry = 'findings: [{ check: status }], reason: none, until: 2999-01-01'
    const file = await folder.write('deviations.yaml', `\n- { case: joinMeetingRoom/room-lockd, ${entry} }\n`)
    const { code, error } = await runVerify(['--deviations', file])
    expect(error).toContain('deviations.yaml:2')
    expect(error).toContain('joinMeetingRoom/room-locked')
    expect(code).toBe(2)
  })

  it('says which report it could not write before anything is sent: a run may take half an hour', async () => {
    await using folder = await makeFolder()
    const lost = join(await folder.write('file', ''), 'folder.xml')
    const { code, out, error } = await runVerify(['--quiet', '--edition', '2022', '--junit', lost])
    expect(out).toBe('')
    expect(error).toContain(`${lost} cannot be written`)
    expect(code).toBe(2)
  })

  it.skipIf(!existsSync('/proc/self'))('says it as well of a report where the system makes no folders', async () => {
    const { code, out, error } = await runVerify(['--quiet', '--edition', '2022', '--junit', '/proc/greenroom/r.xml'])
    expect([code, out]).toEqual([2, ''])
    expect(error).toContain('/proc/greenroom/r.xml cannot be written')
  })

  it('writes over no draft of deviations, and says so before anything is sent', async () => {
    await using folder = await makeFolder()
    const draft = join(folder.path, 'deviations.yaml')
    await writeFile(draft, '[]')
    const { code, out, error } = await runVerify(['--write-deviations', draft])
    expect([code, out]).toEqual([2, ''])
    expect(error).toContain(`${draft} already exists`)
  })

  it('refuses leave to change something on a host that is not the target’s: a slip would lose cases in silence', async () => {
    const { code, error } = await runVerify([
      'https://chat.example.org',
      '--dry-run',
      '--allow-mutating=chat.example.org/',
    ])
    expect(code).toBe(2)
    expect(error).toContain('Write it as in its URL: chat.example.org.')
  })

  it('takes no option that it would not heed', async () => {
    const { code, error } = await runVerify(['--port', '4010'])
    expect(error).toContain("Unknown option '--port'")
    expect(code).toBe(2)
  })
})

const summary = (given: {
  readonly held?: number
  readonly broken?: number
  readonly environment?: number
  readonly safety?: number
  readonly skipped?: number
  readonly percent?: number
  readonly identities?: readonly string[]
  readonly unreachable?: string
}): Summary => {
  const { held = 0, broken = 0, environment = 0, safety = 0, skipped = 0 } = given
  return summaryOf([], {
    cases: { held, broken, differs: 0, known: 0, blocked: environment + safety, skipped },
    blocked: { identity: 0, situation: 0, transport: 0, environment, safety },
    percent: given.percent ?? 100,
    identities: given.identities ?? [],
    unreachable: given.unreachable ?? null,
  })
}

describe('the exit code', () => {
  const all = { broken: 1, environment: 1, safety: 1, percent: 0, identities: ['agent'], unreachable: 'it is' }
  it.each([
    ['an identity that cannot be used comes before anything', all, 2],
    ['then what is broken', { ...all, identities: [] }, 1],
    ['then what could not be reached', { environment: 1, safety: 1, percent: 0, unreachable: 'it is' }, 3],
    ['then what the way to it kept from being judged', { held: 3, environment: 1, safety: 1, percent: 0 }, 3],
    ['then safety, where nothing else is left', { safety: 2, percent: 0 }, 4],
    ['then too little coverage', { held: 3, percent: 99 }, 5],
    ['also where nothing held', { skipped: 3 }, 5],
    ['safety beside cases that held fails nothing', { held: 3, safety: 2 }, 0],
    ['everything held', { held: 3 }, 0],
  ])('%s', (_title, given, code) => {
    expect(exitOf([{ summary: summary(given), minCoverage: 100 }]).code).toBe(code)
  })

  it('is that of the worst of several runs, of which one that nothing was asked of says nothing', () => {
    const [held, broken, skipped] = [{ held: 1 }, { held: 1, broken: 1 }, { skipped: 1 }].map((each) => ({
      summary: summary(each),
      minCoverage: 0,
    }))
    if (!held || !broken || !skipped) throw new Error('three runs')
    expect(exitOf([held, broken]).code).toBe(1)
    expect(exitOf([skipped, held]).code).toBe(0)
    expect(exitOf([skipped, skipped]).code).toBe(5)
  })
})
