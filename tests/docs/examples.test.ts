import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { executablePath, launchBrowser, QUIET, unseen } from '../support/browser.ts'
import { copyExample, freePorts, type ExampleProject } from '../support/example-project.ts'
import { packedTarball } from '../support/packed.ts'
import { patience } from '../support/patience.ts'

/** Parts of a JSON report; undefined for what is not there. */
const part = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (now, name) => (Array.isArray(now) ? now[Number(name)] : isObject(now) ? now[name] : undefined),
    value,
  )
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

it('the examples have types that fit', async () => {
  const tsc = resolve('node_modules/typescript/bin/tsc')
  // It is written in Go, and one checker that collects no garbage takes the least CPU.
  const env = { ...process.env, GOGC: 'off', GOMEMLIMIT: '2GiB' }
  await promisify(execFile)(process.execPath, [tsc, '-p', 'examples', '--checkers', '1'], { env })
})

describe('examples/vitest', () => {
  let project: ExampleProject
  beforeAll(async () => {
    project = await copyExample('vitest')
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('passes, and no world of its tests or files is left when it ends', async () => {
    await writeFile(
      join(project.folder, 'note-worlds.ts'),
      `import { connect } from 'greenroom/client'
      import { setup as start } from 'greenroom/vitest/setup'
      import { writeFileSync } from 'node:fs'
      export async function setup(project) {
        let mock
        const end = await start({ provide: (key, provided) => project.provide(key, (mock = provided)) })
        return async () => {
          writeFileSync('worlds.json', JSON.stringify(await connect(mock).worlds()))
          await end()
        }
      }`,
    )
    const { report, out } = await playVitest(project, `globalSetup: './note-worlds.ts', maxWorkers: 1, isolate: false`)
    expect(report, out).toMatchObject(PASSED)
    const worlds: unknown = JSON.parse(await readFile(join(project.folder, 'worlds.json'), 'utf8'))
    expect(worlds).toMatchObject([{ name: 'default' }])
  })
})

const PASSED = { success: true, numPassedTests: 9, numTotalTests: 9, numFailedTestSuites: 0 }

/** Runs its tests by a config that adds something to its own, and gives the report, and what was printed. */
async function playVitest(
  project: ExampleProject,
  more: string,
): Promise<{ readonly report: unknown; readonly out: string }> {
  await writeFile(
    join(project.folder, 'more.config.ts'),
    `import config from './vitest.config.ts'
    export default { ...config, test: { ...config.test, testTimeout: ${patience(60_000)}, ${more} } }`,
  )
  const reporters = ['--reporter=default', '--reporter=json', '--outputFile=report.json']
  const out = await project.run('vitest/vitest.mjs', ['run', '--config', 'more.config.ts', ...reporters])
  return { report: JSON.parse(await readFile(join(project.folder, 'report.json'), 'utf8')), out }
}

describe('from the packed tarball,', { tags: ['full'] }, () => {
  let tarball: string
  beforeAll(async () => {
    tarball = await packedTarball()
  })
  afterAll(() => rm(dirname(tarball), { recursive: true, force: true }))

  it('examples/vitest passes, its files side by side in workers of their own, on one mock', async () => {
    await using project = await copyExample('vitest', { tarball })
    await writeFile(
      join(project.folder, 'note-worker.ts'),
      `import { appendFileSync } from 'node:fs'
      import { inject } from 'vitest'
      appendFileSync('workers.txt', \`\${process.env.VITEST_POOL_ID} \${inject('greenroom').url}\\n\`)`,
    )
    const { report, out } = await playVitest(project, `setupFiles: './note-worker.ts', maxWorkers: 4`)
    expect(report, out).toMatchObject(PASSED)
    const workers = (await readFile(join(project.folder, 'workers.txt'), 'utf8')).trim().split('\n')
    expect(workers).toHaveLength(4)
    expect(new Set(workers.map((line) => line.split(' ')[0])).size).toBeGreaterThan(1)
    expect(new Set(workers.map((line) => line.split(' ')[1])).size).toBe(1)
  })

  it.skipIf(unseen !== '')(`examples/vite joins over HTTP and Socket.IO, developed and built${unseen}`, async () => {
    await using project = await copyExample('vite', { tarball })
    await using browser = await launchBrowser()
    const joined = async (args: readonly string[]): Promise<void> => {
      await using vite = await project.start('vite/bin/vite.js', args, /Force: .*\n/)
      const [url = ''] = /http:\/\/localhost:\d+\//.exec(vite.printed()) ?? []
      expect(await joinByHand(browser, url)).toEqual(['Jane has a seat', 'John has a seat', 'No seat: Room is locked'])
    }
    await joined(['--port', '0'])
    await project.run('vite/bin/vite.js', ['build'])
    for (const file of await readdir(join(project.folder, 'dist', 'assets')))
      expect(await readFile(join(project.folder, 'dist', 'assets', file), 'utf8')).not.toMatch(/greenroom/i)
    await joined(['preview', '--port', '0'])
  })

  it.skipIf(unseen !== '')(
    `examples/playwright passes in two workers: one room code, locked in one world, not in the other${unseen}`,
    async () => {
      const [mock, app] = await freePorts(2)
      await using project = await copyExample('playwright', {
        tarball,
        texts: { '4010': String(mock), '5173': String(app) },
      })
      const timeout = patience(60_000)
      await writeFile(
        join(project.folder, 'installed-browser.config.ts'),
        `import config from './playwright.config.ts'
        const launchOptions = { executablePath: ${JSON.stringify(executablePath)}, args: ${JSON.stringify(QUIET)} }
        const webServer = { ...config.webServer, timeout: ${timeout} }
        const hangs = { timeout: ${timeout}, expect: { timeout: ${timeout} } }
        export default { ...config, ...hangs, webServer, workers: 2, use: { ...config.use, launchOptions } }`,
      )
      const args = ['test', '--config', 'installed-browser.config.ts', '--reporter=json']
      const out = await project.run('@playwright/test/cli.js', args)
      const report: unknown = JSON.parse(out)
      expect(part(report, 'stats'), out).toMatchObject({ expected: 3, unexpected: 0, flaky: 0, skipped: 0 })
      const results = list(part(report, 'suites'))
        .flatMap((suite) => list(part(suite, 'specs')))
        .map((spec) => part(spec, 'tests', 0, 'results', 0))
      expect(new Set(results.map((result) => part(result, 'workerIndex'))).size).toBe(2)
    },
  )
})

/** Joins as a user of the example would, each time in a new page, and gives what the page says. */
async function joinByHand(browser: Browser, url: string): Promise<string[]> {
  const says: string[] = []
  for (const [name, room, way] of [
    ['Jane', 'abc-def-ghi', 'HTTP'],
    ['John', 'abc-def-ghi', 'Socket.IO'],
    ['Jim', 'lck-rom-now', 'Socket.IO'],
  ] as const) {
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByLabel('Room').fill(room)
    await page.getByLabel('Your name').fill(name)
    await page.getByRole('button', { name: `Join over ${way}` }).click()
    says.push((await page.getByRole('status').filter({ hasText: 'seat' }).textContent()) ?? '')
    await page.close()
  }
  return says
}
