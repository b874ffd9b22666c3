import { mkdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { removeRunFileNow, writeRunFile } from '../../client/run-file.ts'
import type { Command } from '../command.ts'
import { readInput } from '../read-input.ts'
import { mockUrl, portOption } from './mock-url.ts'
import { textOption } from './option.ts'

const inFolder = ownFolder()
const COMMAND: Command = {
  name: 'show',
  summary: '',
  options: [textOption('url', '<url>', ''), portOption],
  examples: [],
  run: () => Promise.resolve(0),
}
const urlOf = (args: readonly string[], env: Record<string, string> = {}) =>
  mockUrl(readInput(COMMAND, args, { XDG_RUNTIME_DIR: inFolder('run'), ...env }))

it('the mock is where it usually runs, or at a port, if none runs here', async () => {
  expect(await urlOf([])).toBe('http://127.0.0.1:4010')
  expect(await urlOf(['--port', '5'])).toBe('http://127.0.0.1:5')
  expect(await urlOf(['--port', '0'])).toBe('http://127.0.0.1:4010')
})

it('the mock is the one that runs here', async () => {
  await mkdir(inFolder('run'), { recursive: true })
  const env = { XDG_RUNTIME_DIR: inFolder('run') }
  const run = { pid: process.pid, url: 'http://127.0.0.1:7', port: 7, control: 'http://127.0.0.1:8', token: 't' }
  await writeRunFile(run, env)
  try {
    expect([await urlOf([]), await urlOf(['--port', '7'])]).toEqual([run.url, run.url])
  } finally {
    removeRunFileNow(run, env)
  }
})

it('the mock is at the URL that is named, without a slash at its end; a port in a variable does not matter', async () => {
  expect(await urlOf(['--url', 'http://a.example/base/'], { GREENROOM_PORT: '5' })).toBe('http://a.example/base')
  await expect(urlOf(['--url', 'http://a.example', '--port', '5'])).rejects.toMatchObject({
    message: '--url and --port both name the mock',
    fix: 'Drop one of them.',
  })
  await expect(urlOf(['--url', 'nowhere'])).rejects.toMatchObject({
    message: '--url: not an http or https URL',
    fix: 'Write scheme, host and path: https://chat.example.org.',
  })
})
