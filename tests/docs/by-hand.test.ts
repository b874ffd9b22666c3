import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byHand, copyExample } from '../support/example-project.ts'
import { quickNpx } from '../support/quick-npx.ts'
import { runCli, serveCli, type Serving } from '../support/run-cli.ts'

const page = readFileSync('docs/testing.md', 'utf8')

describe('the commands of docs/testing.md', () => {
  /** Commands with the lines that the page says they print. */
  const steps = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .reduce<{ command: string; prints: string[] }[]>((found, line) => {
      if (line.startsWith('# ')) found.at(-1)?.prints.push(line.slice(2))
      else found.push({ command: line, prints: [] })
      return found
    }, [])

  let runtime: string
  let server: Serving
  beforeEach(async () => {
    runtime = await mkdtemp(join(tmpdir(), 'greenroom-by-hand-'))
    server = await serveCli([], { XDG_RUNTIME_DIR: runtime })
  })
  afterEach(async () => {
    await server.stop()
    await rm(runtime, { recursive: true })
  })

  async function playSteps(env: NodeJS.ProcessEnv, cwd: string): Promise<void> {
    expect(steps.length).toBeGreaterThan(12)
    for (const { command, prints } of steps) {
      const written = command.replaceAll('4010', new URL(server.url).port)
      const { stdout } = await promisify(execFile)('sh', ['-c', written], { cwd, env })
      for (const line of prints) expect(stdout, command).toContain(line)
    }
  }

  it('print what the page says, one after the other', async () => {
    await using npx = await quickNpx(runtime)
    await playSteps(npx.env, runtime)
  })

  it('print it by npx itself, too', { tags: ['full'] }, async () => {
    // There npx finds this checkout's command.
    await using project = await copyExample('vitest')
    await playSteps(byHand(runtime), project.folder)
  })

  it('named in the text do what they are named for', async () => {
    const expected: Readonly<Record<string, RegExp>> = {
      'worlds make <name>': /^qa-17 was created/,
      'arm --status 503 --times 1': /503/,
      'arm --reset': /reset/,
      'arm --latency 2s': /2s|2000/,
      'log --world default': /POST .rooms.lck-rom-now.join 403/,
      'clock run --world qa-17': /running/,
      outcomes: /joinMeetingRoom/,
    }
    const named = [...page.matchAll(/`(?:npx greenroom )?((?:worlds make|arm|log|clock|outcomes)\b[^`.]*)`/g)]
      .map(([, command = '']) => command)
      .filter((command) => command !== 'arm' && command !== 'log -f')
    expect(new Set(named)).toEqual(new Set(Object.keys(expected)))
    await fetch(`${server.url}/rooms/lck-rom-now/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
    })
    for (const [command, prints] of Object.entries(expected)) {
      const args = command.replace('<name>', 'qa-17').split(' ')
      expect((await runCli(args, { XDG_RUNTIME_DIR: runtime })).out, command).toMatch(prints)
    }
  })
})
