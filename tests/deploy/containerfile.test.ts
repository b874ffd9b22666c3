import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { readContainerfile, type ImageStage } from '../support/containerfile.ts'
import { freePorts } from '../support/example-project.ts'

const run = promisify(execFile)
const BUDGET = 24 * 1024 * 1024
const ANOTHER = { uid: 1000, gid: 1000 }

/** As in the base image. Only root can become another user, where that one can run this Node at all. */
const NODE_USER: Partial<typeof ANOTHER> =
  process.getuid?.() === 0 && spawnSync(process.execPath, ['--version'], ANOTHER).status === 0 ? ANOTHER : {}

const image: ImageStage = await readContainerfile('deploy/Containerfile')

it('the image runs as somebody else than root, keeps worlds in a volume, and says whether it is well', () => {
  expect(image).toMatchObject({ user: 'node', volumes: ['/data'], cmd: ['serve', '--host', '0.0.0.0'] })
  expect(image.entrypoint).toEqual(['node', '/app/bin/greenroom.mjs'])
  expect(image.health).toHaveLength(3)
})

it('what is sent to the builder is what the image copies', async () => {
  const sent = (await readFile('deploy/Containerfile.dockerignore', 'utf8'))
    .split('\n')
    .filter((line) => /^[*!]/.test(line))
  const copied = [...(await readFile('deploy/Containerfile', 'utf8')).matchAll(/^COPY (?!--from)(.*) \S+$/gm)]
  const names = copied.flatMap(([, from = '']) => from.split(' '))
  expect(new Set(sent)).toEqual(new Set(['*', ...names.map((name) => `!${name}`)]))
})

// A build, and processes.
describe.skipIf(process.platform === 'win32')('the image, laid out in a folder,', { tags: ['full'] }, () => {
  let root = ''
  let data = ''
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'greenroom-image-'))
    data = join(root, 'data')
    await run(process.execPath, ['tools/build.mjs'])
    const [modules = ''] = await image.layOut(root)
    await installInto(modules)
    for (const folder of [data, join(root, 'run')]) {
      await mkdir(folder)
      if (NODE_USER.uid !== undefined) await chown(folder, NODE_USER.uid, NODE_USER.uid)
    }
    // Others may read what is in it, and nobody may write.
    await run('chmod', ['-R', 'a+rX,a-w', join(root, 'app')])
    await chmod(root, 0o755)
  }, 300_000)
  afterAll(async () => {
    await run('chmod', ['-R', 'u+w', root])
    await rm(root, { recursive: true, force: true })
  })

  /** Runs a command of the image: its paths lie below the folder, and only `/data` and the run file can be written. */
  function start(command: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const [, ...args] = command.map((each) =>
      each.startsWith('/app/') || each.startsWith('/data/') ? join(root, each) : each,
    )
    return spawn(process.execPath, args, {
      cwd: join(root, 'app'),
      env: { ...image.env, XDG_RUNTIME_DIR: join(root, 'run'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...NODE_USER,
    })
  }

  async function isWell(port: number): Promise<boolean> {
    const [code] = await once(start(image.health, { GREENROOM_PORT: String(port) }), 'exit')
    return code === 0
  }

  async function serving<Result>(more: readonly string[], port: number, use: () => Promise<Result>): Promise<Result> {
    const command = [...image.entrypoint, ...image.cmd, '--json', ...more]
    const child = start(command, { GREENROOM_PORT: String(port), GREENROOM_CONTROL_PORT: '0' })
    const complaints = child.stderr ? text(child.stderr) : Promise.resolve('')
    try {
      await Promise.race([
        child.stdout ? once(child.stdout, 'data') : null,
        once(child, 'exit').then(async () => Promise.reject(new Error(await complaints))),
      ])
      return await use()
    } finally {
      child.kill('SIGTERM')
      expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0)
    }
  }

  const enter = (port: number): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/rooms/one-lft-rom/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane Smith"}',
    })

  it('answers, says that it is well, and ends when it is asked to', async () => {
    const [port = 0] = await freePorts(1)
    expect(await isWell(port)).toBe(false)
    await serving([], port, async () => {
      expect(await isWell(port)).toBe(true)
      expect((await enter(port)).status).toBe(201)
    })
    expect(await readdir(data)).toEqual([])
  })

  it('keeps worlds in its volume from one container to the next', async () => {
    const [port = 0] = await freePorts(1)
    const kept = ['--data', '/data/greenroom.db']
    await serving(kept, port, async () => expect((await enter(port)).status).toBe(201))
    expect((await stat(join(data, 'greenroom.db'))).mode & 0o077).toBe(0)
    // The last seat is taken.
    await serving(kept, port, async () => expect((await enter(port)).status).toBe(400))
  })

  it('is within its budget', async () => {
    expect(await sizeOf(join(root, 'app'))).toBeLessThan(BUDGET)
  })
})

/** Copies what npm ci --omit=dev would install, by the lock file. */
async function installInto(modules: string): Promise<void> {
  const lock: unknown = JSON.parse(await readFile('package-lock.json', 'utf8'))
  const packages = isObject(lock) && isObject(lock['packages']) ? lock['packages'] : {}
  for (const [path, entry] of Object.entries(packages)) {
    const isWanted = isObject(entry) && !entry['dev'] && !entry['peer'] && !entry['devOptional']
    if (!isWanted || !/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path)) continue
    await cp(path, join(modules, path.slice('node_modules/'.length)), { recursive: true })
  }
}

/** In bytes. */
async function sizeOf(path: string): Promise<number> {
  const about = await stat(path)
  if (!about.isDirectory()) return about.size
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))))
  return sizes.reduce((sum, each) => sum + each, 0)
}
