/** The proof that the meeting product's own front end works on the mock: its built pages, which you bring, in a browser. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { STEPS } from './meeting-steps.mjs'
import { BROWSERS, clone, environment, node, serve } from './sandbox.mjs'

/** The folder that `--<name>=` names; null without it. */
function folderOf(name) {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))
  return given ? resolve(given.slice(`--${name}=`.length)) : null
}

export async function meetingFrontEnd(name) {
  const [built, pictures] = [folderOf('built'), folderOf('pictures')]
  assert.ok(
    built && existsSync(join(built, 'index.html')),
    'name the folder of the built front end, with its index.html: --built=<folder>',
  )
  const context = { cwd: await clone(name), env: environment(name, { front: [await node('24.18.1')] }) }
  const args = ['start', '--', '--port', '0', '--dialect', 'neuron-meet']
  return serve('npm', args, { ...context, use: (mock) => inBrowser(built, mock, pictures) })
}

async function inBrowser(built, mock, pictures) {
  const { preview } = await import('vite')
  const { chromium } = await import('playwright-core')
  const proxy = { '/api': mock, '/socket.io': { target: mock, ws: true } }
  const server = await preview({
    root: built,
    configFile: false,
    logLevel: 'error',
    build: { outDir: built },
    preview: { host: '127.0.0.1', port: 0, proxy },
  })
  const executablePath = BROWSERS.find((path) => existsSync(path))
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  try {
    return await played({ browser, site: server.resolvedUrls.local[0], mock, pictures })
  } finally {
    await browser.close()
    await server.close()
  }
}

const ARGUMENTS = [
  '--no-sandbox',
  // A camera, and leave to use it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // Two pages of one machine find each other by its addresses; nothing else is called.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

async function played({ browser, site, mock, pictures }) {
  const pages = new Map()
  const stage = { mock, page: (person) => pages.get(person), enter: (person) => entered(browser, site, pages, person) }
  const failed = []
  for (const [number, [title, play]] of STEPS.entries()) {
    const reason = await play(stage).then(
      () => null,
      (error) => error.message.split('\n').slice(0, 2).join(' '),
    )
    if (reason !== null) failed.push(title)
    console.log(`  ${reason === null ? 'held' : 'not '}  ${title}${reason === null ? '' : `: ${reason}`}`)
    await photographed(pages, pictures, number + 1)
  }
  assert.deepEqual(failed, [], `${failed.length} of ${STEPS.length} steps didn't hold`)
  return `${STEPS.length} of ${STEPS.length} steps held`
}

/** A browser profile of their own for each person, whose pages wait for ten seconds for what should be there. */
async function entered(browser, site, pages, person) {
  const context = await browser.newContext({ baseURL: site, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  pages.set(person, page)
  return page
}

async function photographed(pages, folder, number) {
  if (folder === null) return
  mkdirSync(folder, { recursive: true })
  for (const [person, page] of pages)
    await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${person}.png`) })
}
