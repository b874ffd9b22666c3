import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { startDevMock } from '../../src/doors/dev-mock.ts'
import { greeting } from '../../src/doors/greeting.ts'
import { startServer } from '../../src/server.ts'
import { copyExample } from '../support/example-project.ts'
import { handshake } from '../support/handshake.ts'
import { send } from '../support/vite-app.ts'

const page = readFileSync('docs/frameworks.md', 'utf8')
const readme = readFileSync('README.md', 'utf8')

/** The configurations of Vite that a page shows. */
const configsOf = (text: string): string[] =>
  [...text.matchAll(/```ts\n(\/\/ vite\.config\.ts\n[\s\S]*?)```/g)].map(([, config = '']) => config)

describe('a configuration of Vite', () => {
  it('with the plugin is the same on both pages', () => {
    expect(configsOf(readme)).toEqual([expect.stringContaining('plugins: [greenroom()]')])
    expect(configsOf(page)).toEqual([...configsOf(readme), expect.stringContaining('server: {')])
  })

  it.each(configsOf(page).map((config) => [config.includes('greenroom()') ? 'with the plugin' : 'by hand', config]))(
    '%s runs as it stands, and every operation reaches the mock',
    async (_, config) => {
      await using server = await startServer()
      await using project = await copyExample('vite')
      await writeFile(join(project.folder, 'vite.config.ts'), config.replace('http://127.0.0.1:4010', server.url))
      await using vite = await project.start('vite/bin/vite.js', ['--port', '0', '--host', '127.0.0.1'], /Local: .*\n/)
      const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(vite.printed()) ?? []
      for (const { path, method } of faces.current)
        for (const query of ['', '?x=1']) {
          const target = `${path.replaceAll(/\{\w+\}/g, 'abc-def-ghi')}${query}`
          const { headers } = await send(Number(port), target, { method })
          expect(headers['greenroom-outcome'], `${method} ${target}`).toBeDefined()
        }
      expect(await handshake(Number(port), {})).toBe(101)
    },
  )
})

it('shows the lines that the plugin prints', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-lines-'))
  vi.stubEnv('XDG_RUNTIME_DIR', folder)
  const mock = await startDevMock({})
  const lines = greeting(mock, { prefix: undefined, hasSockets: true, isInAnother: false, isTerminal: false })
  await mock.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
  const shown = /print where it is:\n\n```\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  expect(lines.join('\n')).toBe(shown.trimEnd().replaceAll('41207', String(mock.server.port)))
})
