/** The proofs, by name: each returns a note, or throws. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { meetingFrontEnd } from './meeting-front-end.mjs'
import { newProject, peers } from './projects.mjs'
import { rocketChatClients } from './rocket-chat-clients.mjs'
import { rocketChatValidators } from './rocket-chat-validators.mjs'
import { clone, environment, install, node, node20, run, serve, temp } from './sandbox.mjs'

const brought = (folder) => existsSync(join(folder, 'node_modules', '.greenroom-node'))
const start = (context) => serve('npm', ['start', '--', '--port', '0'], context)
const test = (context) => run('npm', ['test'], context)

/** A fresh clone with an empty home, an empty cache and only the given Node on PATH. */
async function fresh(name, { folder = node20(), ...settings } = {}) {
  return { cwd: await clone(name), env: environment(name, { front: [await folder], ...settings }) }
}

async function startThenTest(context) {
  const status = await start(context)
  await test(context)
  return `start answers ${status}, then test passes`
}

/** Another npm on its own Node, while the Node on PATH is 20. */
async function npmVersion(name, version, folder) {
  const cli = join(await install(`npm@${version}`), 'npm', 'bin', 'npm-cli.js')
  const context = await fresh(name)
  const npm = join(await folder, 'node')
  const status = await serve(npm, [cli, 'start', '--', '--port', '0'], context)
  await run(npm, [cli, 'test'], context)
  return `start answers ${status}, then test passes`
}

/** The tarball in its own project on the lowest Node: it is small, runs, and type-checks without msw. */
async function pack(name) {
  const { cwd, env } = await fresh(name)
  await run('npm', ['pack', '--pack-destination', temp], { cwd, env })
  const tarball = readdirSync(temp).find((file) => file.endsWith('.tgz'))
  const project = join(temp, name, 'project')
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  const user = { cwd: project, env: environment(name, { front: [await node('22.19.0')] }) }
  await run('npm', ['install', '--no-audit', '--no-fund', join(temp, tarball)], user)
  const installed = JSON.parse(readFileSync(join(project, 'node_modules', '.package-lock.json'), 'utf8')).packages
  const paths = Object.keys(installed)
  assert.ok(paths.length <= 42, `${paths.length} packages are installed, more than 42`)
  assert.deepEqual(
    paths.filter((path) => /\/(@stoplight|@?vitest|msw|node-)/.test(path)),
    [],
  )
  const status = await serve('npx', ['greenroom', 'serve', '--port', '0', '--json'], user)
  await typeCheck(cwd, user)
  return `${paths.length} packages, answers ${status}, types check`
}

async function typeCheck(checkout, user) {
  const { devDependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  const compiler = ['typescript', '@types/node'].map((dependency) => `${dependency}@${devDependencies[dependency]}`)
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', ...compiler], user)
  const source = [
    'import { createMock } from "greenroom"',
    'import { connect } from "greenroom/client"',
    'export const mock: ReturnType<typeof createMock> = createMock()',
    'const world = await connect().world({ seed: "documented" })',
    'await world.arm("joinMeetingRoom", "room-full")',
    '// @ts-expect-error -- no document has this outcome',
    'await world.arm("joinMeetingRoom", "room-fully")',
    '',
  ].join('\n')
  writeFileSync(join(user.cwd, 'consumer.ts'), source)
  const options = '--noEmit --strict --module nodenext --target es2024 --types node --skipLibCheck false'
  await run('npx', ['tsc', ...options.split(' '), 'consumer.ts'], user)
}

/** An independent type generator accepts the bundled contracts, and TypeScript accepts its output. */
async function types(name) {
  const { cwd, env } = await fresh(name)
  const modules = await install('openapi-typescript@7', 'typescript@5')
  for (const spec of ['rocket-chat', 'meeting-rooms', 'control']) {
    const args = ['bin/greenroom.mjs', 'spec', spec, '--format', 'json']
    const { stdout } = await run('node', args, { cwd, env })
    const [input, output] = ['json', 'd.ts'].map((extension) => join(temp, name, `${spec}.${extension}`))
    writeFileSync(input, stdout)
    await run('node', [join(modules, 'openapi-typescript', 'bin', 'cli.js'), input, '-o', output], { cwd: temp, env })
    await run('node', [join(modules, 'typescript', 'bin', 'tsc'), '--strict', '--noEmit', output], { cwd: temp, env })
  }
  return 'all contracts'
}

/** The same calls get the same answers, by hash, on several Nodes and in other time zones and locales. */
async function transcript(name) {
  const { cwd, env } = await fresh(name)
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd, env })
  const settings = [
    { TZ: 'UTC', LC_ALL: 'C' },
    { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' },
  ]
  const printed = new Map()
  for (const version of ['22.19.0', '24.18.1', '26.10.0'])
    for (const setting of settings) {
      const file = join(await node(version), 'node')
      const { stdout } = await run(file, ['tests/support/print-transcript.ts'], { cwd, env: { ...env, ...setting } })
      printed.set(`Node ${version} in ${setting.TZ}`, stdout)
    }
  const [[first, expected]] = printed
  const lines = expected.trim().split('\n')
  assert.ok(lines.length > 1 && lines.every((line) => /^[0-9a-f]{64}$/.test(line)), `${first} printed ${expected}`)
  for (const [where, text] of printed)
    assert.equal(text, expected, `the answers of ${where} differ from those of ${first}`)
  return `${lines.length} plays identical on ${[...printed.keys()].join(', ')}`
}

export const rows = {
  start: async (name) => `answers ${await start(await fresh(name))}`,
  test: async (name) => {
    const context = await fresh(name)
    const printed = stripVTControlCharacters((await test(context)).stdout)
    return printed.match(/held .*/g)?.at(-1) ?? 'passes'
  },
  'npm-10': (name) => npmVersion(name, '10.8.2', node20()),
  'npm-12': (name) => npmVersion(name, '12.2.0', node('26.10.0')),
  'ignore-scripts': async (name) => startThenTest(await fresh(name, { npm_config_ignore_scripts: 'true' })),
  'engine-strict': async (name) => startThenTest(await fresh(name, { npm_config_engine_strict: 'true' })),
  'omit-dev': async (name) => startThenTest(await fresh(name, { npm_config_omit: 'dev', NODE_ENV: 'production' })),
  'node-22': async (name) => {
    const context = await fresh(name, { folder: node('22.19.0') })
    await start(context)
    assert.ok(!brought(context.cwd), 'start installed a Node although the one on PATH is new enough')
    await test(context)
    assert.ok(brought(context.cwd), 'test did not install the Node that it needs')
    return 'start installs no Node, test does'
  },
  'node-24': async (name) => {
    const context = await fresh(name, { folder: node('24.18.1') })
    const note = await startThenTest(context)
    assert.ok(!brought(context.cwd), 'a Node was installed although the one on PATH is new enough')
    return `${note}, no Node installed`
  },
  'two-starts': async (name) => {
    const context = await fresh(name)
    return `answer ${(await Promise.all([start(context), start(context)])).join(' and ')}`
  },
  npx: async (name) => {
    const { stdout } = await run('npx', ['greenroom', '--help'], await fresh(name))
    return stdout.trim().split('\n')[0]
  },
  pack,
  peers,
  'new-project': newProject,
  types,
  transcript,
  'rocket-chat-clients': rocketChatClients,
  'rocket-chat-validators': rocketChatValidators,
}

/** Those that need what only you can bring: they run when they are named. */
export const named = { 'meeting-front-end': meetingFrontEnd }
