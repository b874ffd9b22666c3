import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject, parseJson } from '../../src/json.ts'
import { launchBrowser, unseen } from '../support/browser.ts'
import { buildPage } from '../support/page/build.ts'
import { openPage } from '../support/page/open.ts'
import { patience } from '../support/patience.ts'
import type { Column } from '../support/parity/columns.ts'
import { handledColumn } from '../support/parity/handled.ts'

const HANGS_MS = patience(900_000)

/** The columns that a program prints. */
async function columnsOf(program: string, ...args: readonly string[]): Promise<Column[]> {
  const path = `tests/support/parity/${program}.ts`
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args], { timeout: HANGS_MS })
  return toColumns(parseJson(stdout))
}

function toColumns(value: unknown): Column[] {
  if (!Array.isArray(value)) throw new Error('no columns')
  return value.map((each: unknown) => {
    if (!isObject(each)) throw new Error('no column')
    return { name: String(each['name']), entries: Number(each['entries']), hash: String(each['hash']) }
  })
}

async function columnsInChromium(): Promise<Column[]> {
  const browser = await launchBrowser()
  try {
    await using page = await openPage(browser, await buildPage('tests/support/parity/page.ts'))
    const tab = await page.tab()
    return toColumns(await tab.evaluate('playAll()'))
  } finally {
    await browser.close()
  }
}

/** Every way to a mock besides the server's. */
const ways: readonly { readonly name: string; readonly play: () => Promise<Column[]>; readonly isThere: boolean }[] = [
  { name: 'handle(Request)', play: handledColumn, isThere: true },
  { name: 'MSW 3 in Node', play: () => columnsOf('play-node', '3'), isThere: true },
  { name: 'MSW 2 in Node', play: () => columnsOf('play-node', '2'), isThere: true },
  { name: `MSW 3 in Chromium${unseen}`, play: columnsInChromium, isThere: unseen === '' },
]

describe('the whole case table, and every case on sockets', { tags: ['long'] }, () => {
  const table: Column[] = []
  beforeAll(async () => {
    table.push(...(await columnsOf('play-port')))
  }, HANGS_MS)
  afterAll(() => console.table(table))

  it('is as long as the contract', () => {
    expect(table.map(({ name }) => name)).toEqual(['a port', ...WAYS.map((way) => `a port, ${way}`)])
    expect(table.map(({ entries }) => entries > 250)).toEqual([true, true, true, true])
    expect(new Set(table.slice(1).map(({ hash }) => hash)).size).toBe(1)
  })

  it.each(ways)('gets the same bytes by $name', { timeout: HANGS_MS }, async ({ play, isThere }) => {
    if (!isThere) return
    const columns = await play()
    const [http, ...sockets] = table.slice(0, columns.length)
    table.push(...columns)
    expect(columns.map(({ hash }) => hash)).toEqual([http, ...sockets].map((column) => column?.hash))
  })
})

const WAYS = ['polling', 'WebSocket', 'upgraded']
