/**
 * `npm run bench:console`: what an open console costs the mock, and whether the page stays fluid while 10,000 calls arrive. Writes
 * bench/console.md; with `--quick`, it only checks that everything runs, and writes nothing.
 */
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { endChildrenWithThisProcess, startChild, type Child } from './child.ts'
import { findCores, stayOn, type Cores } from './cores.ts'
import { findLoad, type Load } from './load.ts'
import { ratios, summary } from './statistics.ts'
import { isObject } from '../src/json.ts'

/** Where the mock of the measurement listens. */
interface Place {
  readonly port: number
  /** The address of the console, with its token. */
  readonly address: string
}

const isQuick = process.argv.includes('--quick')
const [ROUNDS, SECONDS, CALLS] = isQuick ? [1, 1, 500] : [9, 2, 10_000]
const PER_SECOND = 500
const CONNECTIONS = 64

const started = (core: number | null): Promise<Child<Place>> =>
  startChild({
    args: [join(import.meta.dirname, 'console-server.ts')],
    read(line): Place | undefined {
      const told: unknown = line.startsWith('{') ? JSON.parse(line) : undefined
      return isObject(told) ? { port: Number(told['port']), address: String(told['address']) } : undefined
    },
    core,
    probed: true,
  })

const opened = async (browser: Browser, address: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  await page.goto(address)
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

/** What a request costs. */
interface Cost {
  /** Microseconds of the mock's CPU. */
  readonly cpu: number
  /** Requests per second. */
  readonly rate: number
}

/** CPU of the mock for a request, in microseconds, and requests per second, with and without a console. */
async function measureCost(browser: Browser, load: Load, cores: Cores) {
  await using mock = await started(cores.server)
  const { port, address } = mock.ready
  const request = {
    port,
    method: 'POST',
    target: '/rooms/lck-rom-now/join',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane Smith"}',
  }
  const burst = async () => {
    const before = await mock.cpu()
    const { requests, seconds } = await load.send(request, SECONDS, CONNECTIONS)
    return { cpu: ((await mock.cpu()) - before) / requests, rate: requests / seconds }
  }
  // The first console loads modules that later ones find loaded.
  await opened(browser, address).then((page) => page.close())
  await load.send(request, SECONDS, CONNECTIONS)
  const [without, beside]: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    without.push(await burst())
    const page = await opened(browser, address)
    beside.push(await burst())
    await page.close()
  }
  return { without, beside }
}

/** The longest frames of the page while calls arrive, by its own clock; and its memory. */
async function measureFrames(browser: Browser, cores: Cores) {
  await using mock = await started(cores.server)
  const { port, address } = mock.ready
  const page = await opened(browser, address)
  await page.evaluate(watchFrames)
  for (let sent = 0; sent < CALLS; sent += PER_SECOND / 50) {
    const due = new Promise((resolve) => setTimeout(resolve, 20))
    await Promise.all(Array.from({ length: PER_SECOND / 50 }, () => joinLocked(port)))
    await due
  }
  await page.getByText(`${CALLS.toLocaleString('en')} calls`).waitFor()
  const frames = await page.evaluate<number[]>('window.frames_')
  const rows = await page.locator('.row').count()
  const memory = await page.evaluate<number>('performance.memory.usedJSHeapSize')
  await page.close()
  return { frames, rows, memory }
}

const joinLocked = (port: number): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/rooms/lck-rom-now/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane Smith"}',
  })

/** Runs in the page. */
const watchFrames = `
  window.frames_ = []
  let before = performance.now()
  const next = (now) => { window.frames_.push(now - before); before = now; requestAnimationFrame(next) }
  requestAnimationFrame(next)
`

endChildrenWithThisProcess()
const cores = await findCores()
const load = await findLoad(cores)
// The page is someone else's machine: it shares a core with the load, not with the mock.
await stayOn([cores.load])
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--enable-precise-memory-info',
  ],
})
const cost = await measureCost(browser, load, cores)
const { frames, rows, memory } = await measureFrames(browser, cores)
await browser.close()

const ofCpu = ratios(
  cost.without.map(({ cpu }) => cpu),
  cost.beside.map(({ cpu }) => cpu),
)
const ofRate = ratios(
  cost.beside.map(({ rate }) => rate),
  cost.without.map(({ rate }) => rate),
)
const shown = ({ median, min, max }: { median: number; min: number; max: number }, digits: number): string =>
  `**${median.toFixed(digits)}** [${min.toFixed(digits)} … ${max.toFixed(digits)}]`
const late = frames.filter((ms) => ms > 200)
const report = `# The console, measured

\`npm run bench:console\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${process.platform} ${process.arch}, load ${loadavg()[0]?.toFixed(1)} at the end, requests by ${load.name}, ${cores.load === null ? 'nothing pinned to a core' : 'which shares a core with Chromium; the mock has another'}.

| what | measured | target |
|---|---|---|
| requests per second with a console open ÷ without | ${shown(ofRate, 2)} | ≥ 0.95 |
| CPU of the mock for a request without ÷ with | ${shown(ofCpu, 2)} | ≥ 0.95 |
| frames over 200 ms while ${CALLS.toLocaleString('en')} calls arrived, ${PER_SECOND} a second | ${late.length} of ${frames.length.toLocaleString('en')} | 0 |
| the longest frame | ${Math.max(...frames).toFixed(0)} ms | 200 ms |
| frames, median | ${summary(frames).median.toFixed(1)} ms | |
| rows in the page afterwards | ${rows} | |
| memory of the page afterwards | ${(memory / 1024 / 1024).toFixed(1)} MB | bounded: it keeps 10,000 calls |

Requests: joins of a locked meeting room, in ${ROUNDS} rounds of ${SECONDS} s, in turn with and without a page that shows its calls.
`
console.log(report)
if (!isQuick) await writeFile(join(import.meta.dirname, 'console.md'), report)
