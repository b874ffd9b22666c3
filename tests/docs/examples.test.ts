import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { executablePath, QUIET, unseen } from '../support/browser.ts'
import { copyExample, freePorts, type ExampleProject } from '../support/example-project.ts'
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
  await promisify(execFile)(process.execPath, [tsc, '-p', 'examples'])
})

describe('examples/vitest', () => {
  let project: ExampleProject
  beforeAll(async () => {
    project = await copyExample('vitest')
  })
  afterAll(() => project[Symbol.asyncDispose]())

  /** Runs its tests by a config that adds something to its own, and gives the report, and what was printed. */
  async function play(more: string): Promise<{ readonly report: unknown; readonly out: string }> {
    await writeFile(
      join(project.folder, 'more.config.ts'),
      `import config from './vitest.config.ts'
      export default { ...config, test: { ...config.test, testTimeout: ${patience(60_000)}, ${more} } }`,
    )
    const reporters = ['--reporter=default', '--reporter=json', '--outputFile=report.json']
    const out = await project.run('vitest/vitest.mjs', ['run', '--config', 'more.config.ts', ...reporters])
    return { report: JSON.parse(await readFile(join(project.folder, 'report.json'), 'utf8')), out }
  }
  const PASSED = { success: true, numPassedTests: 9, numTotalTests: 9, numFailedTestSuites: 0 }

  it('passes', async () => {
    const { report, out } = await play('maxWorkers: 1, isolate: false')
    expect(report, out).toMatchObject(PASSED)
  })

  it('passes, its files side by side in workers of their own, on one server', { tags: ['full'] }, async () => {
    await writeFile(
      join(project.folder, 'note-worker.ts'),
      `import { appendFileSync } from 'node:fs'
      import { inject } from 'vitest'
      appendFileSync('workers.txt', \`\${process.env.VITEST_POOL_ID} \${inject('greenroom').url}\\n\`)`,
    )
    const { report, out } = await play(`setupFiles: './note-worker.ts', maxWorkers: 4`)
    expect(report, out).toMatchObject(PASSED)
    const workers = (await readFile(join(project.folder, 'workers.txt'), 'utf8')).trim().split('\n')
    expect(workers).toHaveLength(4)
    expect(new Set(workers.map((line) => line.split(' ')[0])).size).toBeGreaterThan(1)
    expect(new Set(workers.map((line) => line.split(' ')[1])).size).toBe(1)
  })
})

describe.skipIf(unseen !== '')(`examples/playwright${unseen}`, { tags: ['full'] }, () => {
  it('passes in two workers: one room code, locked in one world, not in the other', async () => {
    const [mock, app] = await freePorts(2)
    await using project = await copyExample('playwright', { '4010': String(mock), '5173': String(app) })
    const timeout = patience(60_000)
    await writeFile(
      join(project.folder, 'installed-browser.config.ts'),
      `import config from './playwright.config.ts'
      const launchOptions = { executablePath: ${JSON.stringify(executablePath)}, args: ${JSON.stringify(QUIET)} }
      const webServer = config.webServer.map((server) => ({ ...server, timeout: ${timeout} }))
      const hangs = { timeout: ${timeout}, expect: { timeout: ${timeout} } }
      export default { ...config, ...hangs, webServer, workers: 2, use: { launchOptions } }`,
    )
    const args = ['test', '--config', 'installed-browser.config.ts', '--reporter=json']
    const out = await project.run('@playwright/test/cli.js', args)
    const report: unknown = JSON.parse(out)
    expect(part(report, 'stats'), out).toMatchObject({ expected: 3, unexpected: 0, flaky: 0, skipped: 0 })
    const results = list(part(report, 'suites'))
      .flatMap((suite) => list(part(suite, 'specs')))
      .map((spec) => part(spec, 'tests', 0, 'results', 0))
    expect(new Set(results.map((result) => part(result, 'workerIndex'))).size).toBe(2)
  })
})
