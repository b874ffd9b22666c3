/**
 * `npm run bench:console`: what an open console costs the mock, and whether the page stays fluid while 10,000 calls arrive. Writes
 * bench/console.md; with `--quick`, it only checks that everything runs, and writes nothing.
 *
 * The page belongs on someone else's core; on two, Chromium takes its time from the load, which then sends less. So turns with a reader
 * that makes the page's requests, and costs next to nothing, stand beside turns with the page itself.
 */
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { busynessLine, isReliable, watchCores } from './busyness.ts'
import { endChildrenWithThisProcess, startChild, type Child } from './child.ts'
import { findCores, stayOn, type Cores } from './cores.ts'
import { findLoad, type Load } from './load.ts'
import { ratios, summary, type Summary } from './statistics.ts'
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

/** A process that reads what the page reads: what it asked for, and its stream. */
const reading = ({ address }: Place, paths: readonly string[], core: number | null): Promise<Child<true>> => {
  const { origin, hash } = new URL(address)
  const token = hash.replace('#token=', '')
  return startChild({
    args: [join(import.meta.dirname, 'console-reader.ts'), origin, token, JSON.stringify(paths)],
    read: (line) => (line === 'reading' ? true : undefined),
    core,
  })
}

/** What a page asks for when it is opened, by path; nothing twice. */
async function askedByPage(browser: Browser, { address }: Place): Promise<string[]> {
  const page = await browser.newPage()
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(request.url().replace(/^https?:\/\/[^/]+|#.*$/g, '')))
  await page.goto(address)
  await page.getByText('Live', { exact: true }).waitFor()
  await page.close()
  return [...asked]
}

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

/** What a request costs without a console, beside a cheap reader of all that one reads, and beside one in Chromium. */
async function measureCosts(browser: Browser, load: Load, cores: Cores): Promise<Costs> {
  await using mock = await started(cores.server)
  const place = mock.ready
  const { port, address } = place
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
  const paths = await askedByPage(browser, place)
  await load.send(request, SECONDS, CONNECTIONS)
  const costs: Costs = { without: [], read: [], shown: [] }
  for (let round = 0; round < ROUNDS; round++) {
    costs.without.push(await burst())
    {
      await using _reader = await reading(place, paths, cores.load)
      costs.read.push(await burst())
    }
    const page = await opened(browser, address)
    costs.shown.push(await burst())
    await page.close()
  }
  return costs
}

/** Turn by turn. */
type Costs = Readonly<Record<'without' | 'read' | 'shown', Cost[]>>

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
// Chromium stays off the mock's core, so that all else there is other people's work.
const stop = watchCores(cores.server === null ? [] : [cores.server])
const costs = await measureCosts(browser, load, cores)
const busyness = stop()
const { frames, rows, memory } = await measureFrames(browser, cores)
await browser.close()

const ofCpu = (turns: readonly Cost[]): Summary =>
  ratios(
    costs.without.map(({ cpu }) => cpu),
    turns.map(({ cpu }) => cpu),
  )
const ofRate = (turns: readonly Cost[]): Summary =>
  ratios(
    turns.map(({ rate }) => rate),
    costs.without.map(({ rate }) => rate),
  )
const shown = ({ median, min, max }: Summary): string =>
  `**${median.toFixed(2)}** [${min.toFixed(2)} … ${max.toFixed(2)}]`
const late = frames.filter((ms) => ms > 200)
const report = `# The console, measured

\`npm run bench:console\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${process.platform} ${process.arch}, load ${loadavg()[0]?.toFixed(1)} at the end, requests by ${load.name}, ${cores.load === null ? 'nothing pinned to a core' : 'which shares a core with Chromium; the mock has another'}.

| what | measured | target |
|---|---|---|
| requests per second with a console's requests and stream read ÷ without | ${shown(ofRate(costs.read))} | ≥ 0.95 |
| the same with the page in Chromium${cores.load === null ? '' : ', which takes its CPU from the load, on the same core'} | ${shown(ofRate(costs.shown))} | |
| CPU of the mock for a request without ÷ with them read | ${shown(ofCpu(costs.read))} | ≥ 0.95 |
| the same with the page in Chromium | ${shown(ofCpu(costs.shown))} | ≥ 0.95 |
| frames over 200 ms while ${CALLS.toLocaleString('en')} calls arrived, ${PER_SECOND} a second | ${late.length} of ${frames.length.toLocaleString('en')} | 0 |
| the longest frame | ${Math.max(...frames).toFixed(0)} ms | 200 ms |
| frames, median | ${summary(frames).median.toFixed(1)} ms | |
| rows in the page afterwards | ${rows} | |
| memory of the page afterwards | ${(memory / 1024 / 1024).toFixed(1)} MB | bounded: it keeps 10,000 calls |

Requests: joins of a locked meeting room, in ${ROUNDS} rounds of ${SECONDS} s each: without, with a process that reads what the page reads and
throws it away, and with the page itself. The first row is what the mock pays for an open console, which is someone else's machine or core
where there are more than two.
`
console.log(report)
// Figures of a busy machine say nothing, and stay out of the page.
if (isReliable(busyness) === false) console.error(busynessLine(busyness))
else if (!isQuick) await writeFile(join(import.meta.dirname, 'console.md'), report)
