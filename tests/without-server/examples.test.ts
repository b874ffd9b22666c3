import { mkdir, readdir, readFile, rm, symlink, cp } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, unseen } from '../support/browser.ts'
import { copyExample, type ExampleProject } from '../support/example-project.ts'
import { servePage } from '../support/page/serve.ts'
import { packedTarball } from '../support/packed.ts'
import { patience } from '../support/patience.ts'

const REPORT = ['--reporter=default', '--reporter=json', '--outputFile=report.json']
const RUN = ['run', ...REPORT, `--testTimeout=${patience(60_000)}`]
const PASSED = { success: true, numPassedTests: 3, numTotalTests: 3 }

/** Runs its tests with an MSW. */
async function playWith(msw: string, project: ExampleProject): Promise<void> {
  const installed = join(project.folder, 'node_modules', 'msw')
  await rm(installed)
  await symlink(resolve('node_modules', msw), installed)
  const out = await project.run('vitest/vitest.mjs', RUN)
  const report: unknown = JSON.parse(await readFile(join(project.folder, 'report.json'), 'utf8'))
  expect(report, out).toMatchObject(PASSED)
}

describe('examples/msw', () => {
  const TITLE = 'passes in jsdom with the package %s'
  const passes = async (msw: string): Promise<void> => {
    await using project = await copyExample('msw')
    await playWith(msw, project)
  }

  it.each(['msw'])(TITLE, passes)
  it.each(['msw2'])(TITLE, { tags: ['full'] }, passes)
})

describe('from the packed tarball,', { tags: ['long'] }, () => {
  let tarball = ''
  beforeAll(async () => {
    tarball = await packedTarball()
  })
  afterAll(() => rm(dirname(tarball), { recursive: true }))

  it.each(['msw', 'msw2'])('examples/msw passes with the package %s', async (msw) => {
    await using project = await copyExample('msw', { tarball })
    await playWith(msw, project)
  })

  it.skipIf(unseen !== '').each(['msw', 'msw2'])(
    `examples/msw-page joins in Chromium with the package %s${unseen}`,
    async (msw) => {
      await using project = await copyExample('msw-page', { tarball })
      await rm(join(project.folder, 'node_modules', 'msw'))
      await symlink(resolve('node_modules', msw), join(project.folder, 'node_modules', 'msw'))
      await mkdir(join(project.folder, 'public'))
      await cp(`node_modules/${msw}/lib/mockServiceWorker.js`, join(project.folder, 'public/mockServiceWorker.js'))
      const built = await project.run('vite/bin/vite.js', ['build'])
      expect(built).not.toMatch(/externalized for browser/)
      await using page = await servePage(await filesIn(join(project.folder, 'dist')))
      const browser = await launchBrowser()
      try {
        const tab = await browser.newPage()
        await tab.goto(page.url)
        await tab.getByText('Ann is in').waitFor({ timeout: patience(60_000) })
        await tab.getByRole('button', { name: 'Join' }).click()
        await tab.getByText('Jane is here, too').waitFor({ timeout: patience(60_000) })
      } finally {
        await browser.close()
      }
    },
  )
})

/** The files of a folder, `index.html` first. */
async function filesIn(folder: string): Promise<{ readonly fileName: string; readonly code: string }[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
  return Promise.all(
    files.map(async (file) => ({ fileName: file.slice(folder.length + 1), code: await readFile(file, 'utf8') })),
  )
}
