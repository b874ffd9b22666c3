import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exitCode } from '../../src/cli/exit-code.ts'
import { verifyOptions } from '../../src/cli/verify/options.ts'
import { factWords } from '../../src/contract/compiled/facts.ts'
import { isObject } from '../../src/json.ts'
import { runCli, serveCli, type Ran, type Serving } from '../support/run-cli.ts'
import { UNHURRIED } from '../support/run-verify.ts'
import { runSnippet } from '../support/snippet.ts'

const run = promisify(execFile)
const readme = readFileSync('README.md', 'utf8')
const commandsPage = readFileSync('docs/commands.md', 'utf8')
const documents = [
  'README.md',
  'docs/testing.md',
  'docs/commands.md',
  'docs/busy.md',
  'docs/data.md',
  'docs/frameworks.md',
  'docs/scenarios.md',
  'docs/verify.md',
  'contract-tests/README.md',
  'docs/architecture.md',
  'docs/dependencies.md',
  'specs/README.md',
  'specs/DECISIONS.md',
]

/** The curl commands of the first minute, each on one line. */
const firstMinute = /## The first minute[\s\S]*?\n## /.exec(readme)?.[0] ?? ''
const commands = (firstMinute.match(/curl -i [\s\S]*?(?<!\\)\n/g) ?? []).map((command) =>
  command.replaceAll('\\\n', ' ').trim(),
)
const logLines = /terminal shows[\s\S]*?```\n([\s\S]*?)```/.exec(readme)?.[1]?.trim().split('\n') ?? []

/** The first block of a language that begins so. */
const blockOf = (language: string, begins: string): string =>
  [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].find(
    ([, kind, text]) => kind === language && text?.startsWith(begins),
  )?.[2] ?? ''

describe('the README', () => {
  let runtime: string
  let server: Serving
  beforeAll(async () => {
    runtime = await mkdtemp(join(tmpdir(), 'greenroom-readme-'))
    server = await serveCli([], { XDG_RUNTIME_DIR: runtime })
  })
  afterAll(async () => {
    await server.stop()
    await rm(runtime, { recursive: true })
  })

  const cli = (args: readonly string[]): Promise<Ran> => runCli(args, { XDG_RUNTIME_DIR: runtime })
  const here = (text: string): string => text.replaceAll('http://127.0.0.1:4010', server.url)
  const shell = async (command: string): Promise<string> => (await run('sh', ['-c', here(command)])).stdout

  it('shows commands that do what it says, and the very lines that the terminal says of them', async () => {
    expect(commands).toHaveLength(3)
    const statuses: string[] = []
    for (const command of commands) statuses.push(/HTTP\/1\.1 (\d+)/.exec(await shell(command))?.[1] ?? '')
    expect(statuses).toEqual(['201', '403', '200'])
    expect(logLines).toHaveLength(3)
    for (const line of logLines) await server.wrote(`${line}\n`)
  })

  it('shows three ways to have an answer on purpose, and each of them works', async () => {
    const section = /force any answer of the running mock[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const [prefer = '', arm = '', clear = '', set = ''] = section
      .split('\n')
      .filter((line) => /^(?:curl|npx) /.test(line))
    expect(await shell(prefer)).toContain('Greenroom-Outcome: room-full; forced')
    expect((await cli(arm.replace('npx greenroom ', '').split(' '))).code).toBe(0)
    const outcomeOf = async (): Promise<string | null> =>
      (await fetch(`${server.url}/rooms/abc-def-ghi/join`, { method: 'POST' })).headers.get('greenroom-outcome')
    expect([await outcomeOf(), await outcomeOf(), await outcomeOf()]).toEqual([
      'room-full; forced',
      'room-full; forced',
      'guest-name-missing',
    ])
    expect((await cli(arm.replace('npx greenroom ', '').split(' '))).code).toBe(0)
    const [takeBack = ''] = clear.replace('npx greenroom ', '').split(' #')
    expect((await cli(takeBack.split(' '))).code).toBe(0)
    expect(await outcomeOf()).toBe('guest-name-missing')
    const { out } = await cli(['set', /^npx greenroom set '(.*)'$/.exec(set)?.[1] ?? ''])
    expect(out).toMatch(/^code: \S+\n$/)
  })

  it('shows how a test makes a world of its own, and so it can', async () => {
    const { outcomes } = await runSnippet(
      `${blockOf('ts', 'import { connect }')}\nexport const outcomes = calls.map(({ outcome }) => outcome)\n`,
      runtime,
    )
    expect(outcomes).toEqual(['room-locked', 'room-full', 'joined-as-guest'])
  })

  it('shows how a socket joins, and so it does', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    await runSnippet(here(blockOf('ts', 'import { io }')), runtime)
    const said = log.mock.calls.map(([what]: unknown[]) => what)
    log.mockRestore()
    expect(said).toEqual([
      expect.objectContaining({ guestName: 'Jane Smith', roomId: 'clx1a2b3c4d5e6f7g8h9i0j' }),
      { statusCode: 403, message: 'Room is locked' },
    ])
  })

  it('names reserved rooms that there are', async () => {
    const codes = [...readme.matchAll(/`([a-z]{3}-[a-z]{3}-[a-z]{3})`/g)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(8)
    for (const code of codes) {
      const answer = await fetch(`${server.url}/~reserved/rooms/${code}/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"a"}',
      })
      expect([201, 400, 403, 404]).toContain(answer.status)
      expect(answer.status === 404).toBe(code === 'non-rom-now')
    }
  })

  /** Runs a block of it, and gives what that exports and what it says. */
  async function ran(
    text: string,
  ): Promise<{ readonly exported: Record<string, unknown>; readonly said: unknown[][] }> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    try {
      return { exported: await runSnippet(text, runtime), said: log.mock.calls.map((call: unknown[]) => call) }
    } finally {
      log.mockRestore()
    }
  }

  it('shows how to use it in tests, and so it can be used', async () => {
    const block = blockOf('ts', 'import { createMock')
    const { exported, said } = await ran(
      `${block}\nexport const isClosed = await fetch(server.url).catch(() => true)\n`,
    )
    expect(said).toEqual([[403, { statusCode: 403, message: 'Room is locked' }], [401]])
    expect(exported['isClosed']).toBe(true)
  })

  it('shows how to use it with MSW, and so it can be used', async () => {
    const call = `await fetch('http://localhost:3000/rooms/lck-rom-now/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"a"}',
    })`
    const block = blockOf('ts', 'import { setupServer }')
    expect(block).toMatch(/^network\.close\(\)$/m)
    const { exported, said } = await ran(
      block.replace('network.close()', `export const answer = await (${call}).json()\nnetwork.close()`),
    )
    expect(exported['answer']).toEqual({ statusCode: 403, message: 'Room is locked' })
    expect(said).toEqual([[401]])
  })

  describe('the suite against any URL, in three lines', () => {
    const section = /## Checking a server[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const [check = '', init = '', again = '', ...others] = section
      .trim()
      .split('\n')
      .map((line) => line.replace('npx greenroom ', '').replace(/ +#.*/, ''))

    it('plays some of it', async () => {
      expect(others).toEqual([])
      const { code, out } = await cli([...here(check).split(' '), ...UNHURRIED, '--case', 'room-locked'])
      expect([code, out]).toEqual([0, expect.stringMatching(/^\d\d held, 0 broken, /m)])
    })

    it('plays all of it', { tags: ['full'] }, async () => {
      const { code, out } = await cli([...here(check).split(' '), ...UNHURRIED])
      expect([code, out]).toEqual([0, expect.stringMatching(/^\d{3,} held, 0 broken, .* coverage 100 %/m)])
    })

    it('writes a target file, and says what would be sent by it', async () => {
      const file = join(runtime, 'target.yaml')
      expect((await cli([...init.split(' '), '--out', file])).code).toBe(0)
      const named = again.split(' ').at(-1) ?? ''
      expect(init.split(' ').at(-1)).toBe(`https://${basename(named, '.yaml')}`)
      const planned = await cli([...again.replace(named, file).split(' '), '--dry-run'])
      expect(planned.out).toMatch(
        /chat\.example\.org, edition current: \d+ of \d+ would be sent, .* Nothing was sent\./,
      )
    })
  })
})

describe('docs/commands.md', () => {
  it('has a row for every exit code', () => {
    const rows = [...commandsPage.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
    expect(rows).toEqual(Object.values(exitCode))
  })

  it('names scripts that there are', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
    const scripts = isObject(manifest) && isObject(manifest['scripts']) ? Object.keys(manifest['scripts']) : []
    const named = [...`${readme}${commandsPage}`.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name)
    expect(named).toEqual(expect.arrayContaining(['contract', 'soak', 'mutants']))
    expect(scripts).toEqual(expect.arrayContaining(named))
  })

  it('lists the commands that there are', async () => {
    const { out } = await runCli(['--help'])
    const listed = [...commandsPage.matchAll(/^\| `greenroom (\w+)/gm)].map(([, name]) => name)
    expect(listed).toEqual([...out.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name))
  })
})

describe('docs/verify.md', () => {
  const page = readFileSync('docs/verify.md', 'utf8')

  it('names no option that verify, target or show does not have', () => {
    const known = new Set([...verifyOptions.map(({ name }) => name), 'out', 'force', 'api', 'offline', 'as'])
    const named = [...page.matchAll(/--([a-z][\w-]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('names every subject with its values and its facts', () => {
    for (const [subject, { yields, facts }] of Object.entries(factWords).filter(([name]) => name !== 'limit')) {
      const row = new RegExp(`^\\| \`${subject}\` \\| .*$`, 'm').exec(page)?.[0] ?? ''
      const named = [...row.matchAll(/`([\w-]+)`/g)].map(([, word]) => word)
      expect(named).toEqual(expect.arrayContaining([subject, ...Object.keys(yields), ...Object.keys(facts)]))
    }
  })

  it('has a row for every exit code of verify', () => {
    const rows = [...page.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
    const { fault: _fault, ...codes } = exitCode
    expect(rows).toEqual(Object.values(codes))
  })
})

describe('contract-tests/README.md', () => {
  const page = readFileSync('contract-tests/README.md', 'utf8')
  const membersAt = (...path: readonly string[]): string[] => {
    const at = path.reduce<unknown>(
      (value, name) => (isObject(value) ? value[name] : undefined),
      load(readFileSync('contract-tests/cases.schema.yaml', 'utf8')),
    )
    return isObject(at) ? Object.keys(at) : []
  }
  const named = new Set([...page.matchAll(/`([\w-]+)`/g)].map(([, word = '']) => word))

  it.each([
    ['a case', ['properties', 'cases', 'items', 'properties']],
    ['a call on sockets', ['$defs', 'socket', 'properties']],
    ['what an answer shows', ['$defs', 'shows', 'properties']],
    ['the rooms of a list', ['$defs', 'shows', 'properties', 'rooms', 'properties']],
    ['one room', ['$defs', 'shows', 'properties', 'room', 'properties']],
  ])('tells every word of %s', (_, path) => {
    const words = membersAt(...path).filter((word) => word !== 'id')
    expect(words.length).toBeGreaterThan(3)
    expect(words.filter((word) => !named.has(word))).toEqual([])
  })
})

it('every page links to files that there are', () => {
  const links = documents.flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^https?:/.test(link))
      .map((link) => join(dirname(document), link)),
  )
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((link) => !existsSync(link))).toEqual([])
})
