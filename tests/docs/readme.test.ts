import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { setupServer } from 'msw/node'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { exitCode } from '../../src/cli/exit-code.ts'
import { verifyOptions } from '../../src/cli/verify/options.ts'
import { factWords } from '../../src/contract/compiled/facts.ts'
import { createMock, startServer } from '../../src/index.ts'
import { handlers } from '../../src/transport/msw.ts'
import { runCli, serveCli } from '../support/run-cli.ts'
import { isObject } from '../../src/json.ts'

const run = promisify(execFile)
const readme = readFileSync('README.md', 'utf8')
const documents = [
  'README.md',
  'docs/testing.md',
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
const logLines = /terminal says[\s\S]*?```\n([\s\S]*?)```/.exec(readme)?.[1]?.trim().split('\n') ?? []

describe('the README', () => {
  it('shows commands that do what it says, and the very lines that the terminal says of them', async () => {
    expect(commands).toHaveLength(3)
    await using server = await serveCli()
    const statuses: string[] = []
    for (const command of commands) {
      const { stdout } = await run('sh', ['-c', command.replace('http://127.0.0.1:4010', server.url)])
      statuses.push(/HTTP\/1\.1 (\d+)/.exec(stdout)?.[1] ?? '')
    }
    expect(statuses).toEqual(['201', '403', '200'])
    expect(logLines).toHaveLength(3)
    for (const line of logLines) await server.wrote(`${line}\n`)
  })

  it('shows three ways to have an answer on purpose, and each of them works', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-readme-'))
    const env = { XDG_RUNTIME_DIR: folder }
    await using server = await serveCli([], env)
    await server.wrote('Ctrl-C')
    const outcomeOf = async (code: string): Promise<string | undefined> => {
      const { stdout } = await run('curl', ['-si', '-X', 'POST', `${server.url}/rooms/${code}/join`])
      return /Greenroom-Outcome: (.*)\r/.exec(stdout)?.[1]
    }
    const section = /on purpose, against[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const [prefer = '', arm = '', set = ''] = section.split('\n').filter((line) => /^(?:curl|npx) /.test(line))
    const { stdout } = await run('sh', ['-c', prefer.replace('http://127.0.0.1:4010', server.url)])
    expect(stdout).toContain('Greenroom-Outcome: room-full; forced')
    expect((await runCli(arm.replace('npx greenroom ', '').split(' '), env)).code).toBe(0)
    const outcomes = [await outcomeOf('abc-def-ghi'), await outcomeOf('abc-def-ghi'), await outcomeOf('abc-def-ghi')]
    expect(outcomes).toEqual(['room-full; forced', 'room-full; forced', 'guest-name-missing'])
    const { out } = await runCli(['set', /'(.*)'/.exec(set)?.[1] ?? ''], env)
    expect(out).toMatch(/^code: \S+\n$/)
    await rm(folder, { recursive: true })
  })

  it('shows how a test makes a world of its own, and so it can', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-readme-'))
    const env = { XDG_RUNTIME_DIR: folder }
    await using server = await serveCli([], env)
    await server.wrote('Ctrl-C')
    const snippet = /```ts\n(import \{ connect \}[\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const client = pathToFileURL(resolve('src/client/connect.ts')).href
    const file = join(folder, 'snippet.ts')
    await writeFile(
      file,
      `${snippet.replace("'greenroom/client'", `'${client}'`)}\nconsole.log(...calls.map(({ outcome }) => outcome))\n`,
    )
    const { stdout } = await run(process.execPath, [file], { env: { ...process.env, ...env } })
    expect(stdout).toBe('room-locked room-full joined-as-guest\n')
    await rm(folder, { recursive: true })
  })

  it('shows how a socket joins, and so it does', async () => {
    await using server = await startServer()
    const snippet = /```ts\n(import \{ io \}[\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const file = join(import.meta.dirname, `../../node_modules/.cache/readme-${process.pid}.mjs`)
    await writeFile(file, `${snippet.replace('http://127.0.0.1:4010', server.url)}\nsocket.disconnect()\n`)
    const { stdout } = await run(process.execPath, [file])
    await rm(file)
    expect(stdout).toContain("guestName: 'Jane Smith'")
    expect(stdout).toContain("{ statusCode: 403, message: 'Room is locked' }")
  })

  it('names reserved rooms that there are', async () => {
    await using server = await startServer()
    const codes = [...readme.matchAll(/`([a-z]{3}-[a-z]{3}-[a-z]{3})`/g)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(8)
    for (const code of codes) {
      const answer = await fetch(`${server.url}/rooms/${code}/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"a"}',
      })
      expect([201, 400, 403, 404]).toContain(answer.status)
      expect(answer.status === 404).toBe(code === 'non-rom-now')
    }
  })

  it('shows how to use it in tests, and so it can be used', async () => {
    await using server = await startServer()
    expect((await fetch(`${server.url}/rooms/abc-def-ghi/join`, { method: 'POST' })).status).toBe(400)
    const { handle } = createMock({ edition: '2022' })
    expect((await handle(new Request('http://localhost/api/v1/livechat/rooms'))).status).toBe(401)
    const network = setupServer(
      ...handlers({ baseUrl: 'http://localhost:3000', seed: 'documented', edition: 'current' }),
    )
    network.listen()
    const answer = await fetch('http://localhost:3000/rooms/lck-rom-now/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"a"}',
    })
    expect(await answer.json()).toEqual({ statusCode: 403, message: 'Room is locked' })
    network.close()
  })

  it('shows the suite against any URL in three lines, and each of them works', { timeout: 90_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-readme-'))
    const env = { XDG_RUNTIME_DIR: folder }
    await using server = await serveCli([], env)
    await server.wrote('Ctrl-C')
    const section = /## Checking a server[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const lines = section.trim().split('\n')
    expect(lines).toHaveLength(3)
    const [check = [], init = [], again = []] = lines.map((line) =>
      line.replace('npx greenroom ', '').replace(/ +#.*/, '').replace('http://127.0.0.1:4010', server.url).split(' '),
    )
    const checked = await runCli(check, env)
    expect(checked.out).toMatch(/^\d+ held, 0 broken, .* coverage 100 %/m)
    expect(checked.code).toBe(0)
    const file = join(folder, 'target.yaml')
    expect(await runCli([...init, '--out', file], env)).toMatchObject({ code: 0 })
    expect(init.at(-1)).toBe(`https://${basename(again.at(-1) ?? '', '.yaml')}`)
    const planned = await runCli([...again.slice(0, -1), file, '--dry-run'], env)
    expect(planned.out).toMatch(/chat\.example\.org, edition current: \d+ of \d+ would be sent, .* Nothing was sent\./)
    await rm(folder, { recursive: true })
  })

  it('has a row for every exit code', () => {
    const rows = [...readme.matchAll(/^\| (\d{1,2}) \| /gm)].map(([, code]) => Number(code))
    expect(rows).toEqual(Object.values(exitCode))
  })

  it('names scripts that there are', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
    const scripts = isObject(manifest) && isObject(manifest['scripts']) ? Object.keys(manifest['scripts']) : []
    const named = [...readme.matchAll(/npm run (\w+)/g)].map(([, name]) => name)
    expect(named).toEqual(expect.arrayContaining(['contract', 'soak', 'mutants']))
    expect(scripts).toEqual(expect.arrayContaining(named))
  })

  it('lists the commands that there are', async () => {
    const { out } = await runCli(['--help'])
    const listed = [...readme.matchAll(/^\| `greenroom (\w+)/gm)].map(([, name]) => name)
    expect(listed).toEqual([...out.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name))
  })
})

describe('docs/verify.md', () => {
  const page = readFileSync('docs/verify.md', 'utf8')

  it('names no option that verify, target or show does not have', () => {
    const known = new Set([...verifyOptions.map(({ name }) => name), 'out', 'force', 'as'])
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
    const rows = [...page.matchAll(/^\| (\d) \| /gm)].map(([, code]) => Number(code))
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
  const named = new Set([...page.matchAll(/`(\w+)`/g)].map(([, word = '']) => word))

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

it.each(documents)('%s links to files that there are', (document) => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link))
  for (const link of links) expect(existsSync(join(dirname(document), link)), link).toBe(true)
})
