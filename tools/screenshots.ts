// `npm run screenshots`: the pictures of docs/console.md, from a real mock in a real browser.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { io } from 'socket.io-client'
import { connect } from '../src/client/connect.ts'
import { startServer } from '../src/server.ts'

const folder = join(import.meta.dirname, '../docs/console')
const SCHEMES = ['light', 'dark'] as const

/** File name → the address of the view, and how wide it is looked at. */
const PICTURES = [
  { name: 'why', hash: '#/calls?call=default/5', width: 1280 },
  { name: 'rooms', hash: '#/rooms', width: 1280 },
  { name: 'provoke', hash: '#/provoke?operation=joinMeetingRoom&outcome=room-full', width: 1280 },
  { name: 'scenario', hash: '#/scenarios?scenario=full-house', width: 1280 },
  { name: 'phone', hash: '#/calls?call=default/5', width: 390 },
] as const

/** A mock in which something has happened, the same at every run: its clock is frozen. */
async function happened() {
  const server = await startServer({ control: true, salt: 'screenshots' })
  const world = await connect(server.control).attach()
  await world.clock.set('2026-03-03T10:30:00.000Z')
  await world.clock.freeze()
  const enter = async (code: string, guestName: string): Promise<void> => {
    await fetch(`${server.url}/rooms/${code}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ guestName }),
    })
    await world.clock.advance('2s')
  }
  await enter('abc-def-ghi', 'Jane Smith')
  const socket = io(server.url)
  await socket.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Omar' })
  await fetch(`${server.url}/api/v1/livechat/rooms`)
  await enter('lck-ful-rom', 'Edith')
  await fetch(`${server.url}/api/v1/livechat/rooms`, { headers: world.identities.manager })
  const call = { method: 'POST', headers: { ...world.identities.agent, 'content-type': 'application/json' } }
  for (let count = 0; count < 3; count++)
    await fetch(`${server.url}/api/v1/video-conference.join`, {
      ...call,
      body: '{"callId":"697887e3c8b0533020781a4a"}',
    })
  await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
  await enter('one-lft-rom', 'Hedy')
  const play = await world.play('full-house', { steps: true })
  for (let count = 0; count < 3; count++) await play.next()
  await world.meetingRooms.seat('one-lft-rom', { guestName: 'Katherine' })
  return { server, close: () => server.close().finally(() => socket.close()) }
}

async function shoot(browser: Browser, address: string): Promise<void> {
  for (const colorScheme of SCHEMES)
    for (const { name, hash, width } of PICTURES) {
      const page = await browser.newPage({
        viewport: { width, height: width < 500 ? 844 : 800 },
        colorScheme,
        reducedMotion: 'reduce',
      })
      await page.goto(address)
      await page.getByText('Live', { exact: true }).waitFor()
      await page.evaluate((next) => void (window.location.hash = next), hash)
      await ready(page, name)
      await writeFile(join(folder, `${name}-${colorScheme}.png`), await page.screenshot())
      await page.close()
    }
}

/** Waits for what a picture is about. */
async function ready(page: Page, name: string): Promise<void> {
  if (name === 'provoke') await page.getByRole('button', { name: 'Make it so' }).click()
  const about = { rooms: '.people', provoke: '.arranged', scenario: '.timeline .is-played' }[name] ?? '.rung.is-decided'
  await page.locator(about).first().waitFor()
  if (name === 'provoke') await page.locator('.outcome.is-open').evaluate((open) => open.scrollIntoView())
}

await mkdir(folder, { recursive: true })
const { server, close } = await happened()
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
await shoot(browser, `${server.control.url}/console/#token=${server.control.token}`)
await browser.close()
await close()
