import { expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'

const TOKEN = 'x'.repeat(32)

it.each([
  ['arm --clear', 'with --clear', ['--times 1', '--latency 1s', '--status 503', '--reset', '--json']],
  ['data', 'without import', ['--data a.db --replace']],
  ['data export a', 'with export', ['--data a.db --json']],
  ['data import a b', 'with import', ['--data a.db --json']],
  ['data drop a', 'with drop', ['--data a.db --json']],
  ['log --har a.har', 'with --har', ['--follow', '-f', '--json']],
  ['mcp --serve', 'with --serve', ['--port 4010', '--control-url http://h', `--control-token ${TOKEN}`]],
  ['outcomes', 'without --json or --html', ['--url http://h', '--port 4010', '--seed empty']],
  ['play --list', 'with --list', ['--world a', '--speed 2', '--step']],
  ['play', 'without a scenario', ['--speed 2', '--step']],
  ['play --next', 'without a scenario', ['--speed 2', '--step']],
  ['play --stop', 'with --stop', ['--json']],
  [
    'play full-house --arazzo 1.1',
    'with --arazzo',
    ['--world a', '--speed 2', '--step', '--json', '--port 4010', '--control-url http://h', `--control-token ${TOKEN}`],
  ],
  ['seed --schema', 'with --schema', ['--world a', '--json']],
  ['serve --port 0 --no-control', 'with --no-control', ['--control-port 0', `--control-token ${TOKEN}`]],
  ['show room-locked --list', 'with --list', ['--as curl', '--url http://h', '--port 4010']],
  ['show room-locked --as playwright', 'with --as playwright', ['--url http://h', '--port 4010']],
  ['target init http://h', 'with init', ['--dry-run']],
  ['target clean a.yaml', 'with clean', ['--out a', '--api a', '--offline', '--force', '--edition 8.0']],
  ['worlds', 'without make', ['--seed empty', '--salt a', '--clock real', '--no-rate-limit', '--replace']],
  ['worlds drop a', 'without make', ['--seed empty', '--salt a', '--clock real', '--no-rate-limit', '--replace']],
] as const)('greenroom %s refuses what has no effect %s: %j', async (line, beside, all) => {
  for (const more of all) {
    const { code, out, error } = await runCli(`${line} ${more}`.split(' '))
    expect([code, out], more).toEqual([2, ''])
    const [name] = more
      .replace(/^-f$/, '--follow')
      .replace(/^--data \S+ /, '')
      .split(' ')
    const [what, fix] = error.split('\n')
    expect(what, more).toBe(`${name} has no effect ${beside}`)
    expect(fix).toMatch(/^ {2}\S/)
  }
})
