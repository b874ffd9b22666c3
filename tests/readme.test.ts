import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { setupServer } from 'msw/node'
import { describe, expect, it } from 'vitest'
import { createMock, startServer } from '../src/index.ts'
import { handlers } from '../src/transport/msw.ts'
import { runCli, serveCli } from './support/run-cli.ts'

const run = promisify(execFile)
const readme = readFileSync('README.md', 'utf8')
const documents = [
  'README.md',
  'docs/testing.md',
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

  it('lists the commands that there are', async () => {
    const { out } = await runCli(['--help'])
    const listed = [...readme.matchAll(/^\| `greenroom (\w+)/gm)].map(([, name]) => name)
    expect(listed).toEqual([...out.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name))
  })
})

it.each(documents)('%s links to files that there are', (document) => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link))
  for (const link of links) expect(existsSync(join(dirname(document), link)), link).toBe(true)
})
