import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { safeIo } from '../../src/cli/safe-io.ts'
import { ACTING } from '../../src/report/text/plain.ts'
import { runCli, serveCli } from '../support/run-cli.ts'

/** Erases, colours, turns the direction, and hides. */
const EVIL = 'x\u001b[2J\u001b[31m\u202e\u2066\u200b\u009b\ufeffy'

const expectSafe = (text: string): void => expect(text.replaceAll('\r\n', '\n')).not.toMatch(ACTING)

it.each([
  ['a command', [EVIL]],
  ['an option', ['lint', `--${EVIL}`]],
  ['a file', ['lint', EVIL]],
  ['a situation', ['set', EVIL]],
  ['a subject', ['set', `${EVIL}: [locked]`]],
  ['an outcome', ['outcomes', EVIL]],
  ['a user', ['token', EVIL]],
  ['a case', ['show', EVIL]],
  ['a URL', ['verify', `http://127.0.0.1:1/${EVIL}`]],
])('a message that names %s has no character that acts', async (_, args) => {
  const { out, error } = await runCli(args, { GREENROOM_PORT: '1' })
  expect(out + error).not.toBe('')
  expectSafe(out + error)
})

it('nor does a finding of lint, nor its JSON, which stays readable', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-evil-'))
  const file = join(folder, 'evil.openapi.yaml')
  const name = JSON.stringify(EVIL)
  await writeFile(
    file,
    `openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths:\n  /a:\n    get:\n      operationId: ${name}\n      responses:\n        '200':\n          description: x\n          content:\n            application/json:\n              schema: { type: object, required: [success], properties: { success: { type: string, enum: ['true'] } } }\n              examples: { ${name}: { value: { success: ${name} } } }\n`,
  )
  const [text, json] = [await runCli(['lint', file]), await runCli(['lint', file, '--json'])]
  await rm(folder, { recursive: true })
  expect([text.code, json.code]).toEqual([1, 1])
  expectSafe(text.out + text.error + json.out)
  expect(JSON.stringify(JSON.parse(json.out))).toContain('\u202e')
})

it.each([[], ['--json']])('nor does the log of a server with %j', async (...args) => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-evil-'))
  const env = { XDG_RUNTIME_DIR: folder }
  await using server = await serveCli(args, env)
  const port = new URL(server.url).port
  await fetch(`${server.url}/${encodeURIComponent(EVIL)}?x=${EVIL.replaceAll(/[^ -~]/g, '')}`)
  const { connect } = await import('../../src/client/connect.ts')
  const { readRunFile } = await import('../../src/client/run-file.ts')
  const before = process.env['XDG_RUNTIME_DIR']
  process.env['XDG_RUNTIME_DIR'] = folder
  const { control: url, token } = await readRunFile(Number(port)).finally(() => {
    if (before === undefined) delete process.env['XDG_RUNTIME_DIR']
    else process.env['XDG_RUNTIME_DIR'] = before
  })
  const world = await connect({ url, token }).attach()
  await world.meetingRooms.put(EVIL, { ...(await world.meetingRooms.get('abc-def-ghi')), code: EVIL })
  await server.wrote('wrote meeting room')
  expectSafe(server.written())
  for (const flags of [[], ['--json']]) expectSafe((await runCli(['log', ...flags, '--port', port], env)).out)
  await server.stop()
  await rm(folder, { recursive: true })
})

it('leaves the colours and the erased line that a terminal gets from the command itself', () => {
  let out = ''
  const io = safeIo({ out: (text) => (out += text), error: () => {}, env: {}, colours: true, columns: 80 })
  io.out(`\u001b[32mgreen\u001b[39m \u001b[1mbold\u001b[22m\r\u001b[2K${EVIL}\r\n`)
  expect(out).toBe(
    '\u001b[32mgreen\u001b[39m \u001b[1mbold\u001b[22m\r\u001b[2Kx␛[2J\u001b[31m⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+009B⟩⟨U+FEFF⟩y\r\n',
  )
})

it('writes no escape sequence at all where there is no terminal, or a dumb one', () => {
  let out = ''
  safeIo({ out: (text) => (out += text), error: () => {}, env: {} }).out('\u001b[32mgreen\u001b[39m\r\u001b[2K')
  expect(out).not.toContain('\u001b')
})

it('has one writer of JSON for all commands', async () => {
  const sources = globSync('src/cli/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  expect(sources.length).toBeGreaterThan(50)
  for (const file of sources) expect(await readFile(file, 'utf8'), file).not.toContain('JSON.stringify')
})
