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
    logLevel: 'silent',
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
  const [steps, failed] = [Object.entries(STEPS), []]
  const { stage, onStage } = stageOf(browser, site, mock)
  for (const [number, [title, play]] of steps.entries()) {
    const reason = await play(stage).then(
      () => null,
      (error) => error.message.split('\n').slice(0, 2).join(' '),
    )
    if (reason !== null) failed.push(title)
    console.log(`  ${reason === null ? 'held' : 'not '}  ${title}${reason === null ? '' : `: ${reason}`}`)
    const pages = onStage()
    if (pictures !== null) await photographed(pages, pictures, String(number + 1).padStart(2, '0'))
  }
  assert.deepEqual(failed, [], `${failed.length} of ${steps.length} steps didn't hold`)
  return `${steps.length} of ${steps.length} steps held`
}

/** What steps play on: a browser profile for each person; and who has done something since it was last asked. */
function stageOf(browser, site, mock) {
  const [pages, active] = [new Map(), new Set()]
  const page = (person) => {
    active.add(person)
    return pages.get(person)
  }
  const enter = async (person) => {
    const context = await browser.newContext({ baseURL: site, viewport: { width: 1280, height: 800 } })
    pages.set(person, await context.newPage())
    // What should be there is there by then, on a busy machine, too.
    page(person).setDefaultTimeout(30_000)
    return page(person)
  }
  const onStage = () => {
    const entries = [...pages].filter(([person, opened]) => active.has(person) && !opened.isClosed())
    active.clear()
    return entries
  }
  return { stage: { mock, page, enter }, onStage }
}

async function photographed(pages, folder, number) {
  mkdirSync(folder, { recursive: true })
  for (const [person, page] of pages) await page.screenshot({ path: join(folder, `${number}-${person}.png`) })
}
