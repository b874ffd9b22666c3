/** The proofs of the package in other people's projects: beside any MSW and on any Node, and in a new project of Vite. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BROWSERS, clone, environment, node, run, serve, temp } from './sandbox.mjs'

/** Packs a fresh clone, and gives the tarball; or the one that `--tarball=` names. */
async function tarballOf(name) {
  const given = process.argv.find((argument) => argument.startsWith('--tarball='))
  if (given) return resolve(given.slice('--tarball='.length))
  const [cwd, env] = [await clone(name), environment(name)]
  await run('npm', ['pack', '--pack-destination', join(temp, name)], { cwd, env })
  return join(
    temp,
    name,
    readdirSync(join(temp, name)).find((file) => file.endsWith('.tgz')),
  )
}

const NODES = ['20.20.2', '22.19.0', '24.18.1', '26.10.0']
const BESIDE = [[], ['msw@2'], ['msw@3']]

/** What a project that can import the package gets, without a server and with one. */
const USE = `
import { createMock, startServer } from 'greenroom'
import { connect } from 'greenroom/client'
import { greenroom } from 'greenroom/vite'
const body = new URLSearchParams({ guestName: 'Jane' })
const { status } = await createMock().handle(new Request('http://localhost/rooms/lck-rom-now/join', { method: 'POST', body }))
const server = await startServer({ control: true })
const world = await connect(server.control).world()
const page = await fetch(server.url, { headers: { accept: 'text/html' } })
const near = await fetch(server.url + '/api/v1/livechat/room')
const joined = await fetch(world.url + '/rooms/abc-def-ghi/join', { method: 'POST', body })
await world.drop()
await server.close()
console.log(status, joined.status, page.status, near.status, greenroom().name)
`

/** The package installs, can be imported, and its command runs or says how. */
async function beside(name, tarball, version, packages) {
  const folder = join(temp, name, `node-${version}-${packages.join('-') || 'alone'}`.replaceAll('@', ''))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  writeFileSync(join(folder, 'use.mjs'), USE)
  const user = { cwd: folder, env: environment(name, { front: [await node(version)] }) }
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', ...packages, tarball], user)
  const { stdout } = await run('node', ['use.mjs'], user)
  assert.equal(stdout.trim(), '403 201 200 404 greenroom')
  const command = await run('npx', ['greenroom', '--version'], user).then(
    ({ stdout: printed }) => `command ${printed.trim()}`,
    (error) => advised(error.message, user),
  )
  return `Node ${version}, ${packages[0] ?? 'no MSW'}: installs, answers ${stdout.trim()}, ${command}`
}

/** Follows the advice of a command that refuses this Node. */
async function advised(message, user) {
  const [, advice] = /(npx -y -p node@\S+ greenroom.*)/.exec(message) ?? []
  assert.ok(advice, `it gives no advice: ${message}`)
  const { stdout } = await run('npx', ['-y', ...advice.split(' ').slice(1)], user)
  return `command by its advice, ${advice}: ${stdout.trim()}`
}

/** On every Node that projects have, beside every MSW. */
export async function peers(name) {
  const tarball = await tarballOf(name)
  for (const version of NODES)
    // As it goes: twelve installations take minutes.
    for (const packages of BESIDE) console.log(`  ${await beside(name, tarball, version, packages)}`)
  return `${NODES.length} versions of Node, each alone, beside MSW 2 and beside MSW 3`
}

/** Runs in the page of the new project: joins a room over HTTP, then another guest over Socket.IO. */
async function joinTwice() {
  const answer = await fetch('/rooms/abc-def-ghi/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })
  const { io } = await import('/socket.io/socket.io.esm.min.js')
  const socket = io()
  const joined = await socket.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'John' })
  return [answer.status, (await answer.json()).guestName, joined.guestName]
}

/** `npm create vite`, the tarball, one line: a joined room over HTTP and Socket.IO, in a browser. */
export async function newProject(name) {
  const tarball = await tarballOf(name)
  const { chromium } = await import('playwright-core')
  mkdirSync(join(temp, name), { recursive: true })
  const [user, since] = [{ cwd: join(temp, name), env: environment(name) }, performance.now()]
  const seconds = () => `${((performance.now() - since) / 1_000).toFixed(1)} s`
  await run('npm', ['create', '--yes', 'vite@latest', 'app', '--', '--template', 'react-ts', '--no-interactive'], user)
  const app = { ...user, cwd: join(temp, name, 'app') }
  await run('npm', ['install', '--no-audit', '--no-fund'], app)
  const created = seconds()
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', tarball], app)
  const installed = seconds()
  const file = join(app.cwd, 'vite.config.ts')
  const config = readFileSync(file, 'utf8')
  const changed = config.replace('plugins: [react()]', 'plugins: [react(), greenroom()]')
  assert.notEqual(changed, config, 'the template has other plugins now')
  writeFileSync(file, `import { greenroom } from 'greenroom/vite'\n${changed}`)
  const joined = await serve('node', [join('node_modules', 'vite', 'bin', 'vite.js'), '--port', '0'], {
    ...app,
    async use(url) {
      const executablePath = BROWSERS.find((path) => existsSync(path))
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
      const page = await browser.newPage()
      await page.goto(url)
      const result = await page.evaluate(joinTwice)
      await browser.close()
      return result
    },
  })
  assert.deepEqual(joined, [201, 'Jane', 'John'])
  const { devDependencies } = JSON.parse(readFileSync(join(app.cwd, 'package.json'), 'utf8'))
  return `Vite ${devDependencies.vite}: created after ${created}, installed after ${installed}, joined over HTTP and Socket.IO after ${seconds()}`
}
