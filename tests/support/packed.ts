import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isObject } from '../../src/json.ts'

const run = promisify(execFile)

/**
 * Builds and packs this checkout in a folder of its own, so that no other build is in the way, and gives the tarball. The folder is
 * temporary: the caller removes it.
 */
export async function packedTarball(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-packed-'))
  await run(process.execPath, ['tools/build.mjs', join(folder, 'dist')])
  const manifest: unknown = JSON.parse(await readFile('package.json', 'utf8'))
  const files = isObject(manifest) && Array.isArray(manifest['files']) ? manifest['files'].map(String) : []
  // Npm itself chooses among them, by patterns.
  const tops = new Set(['package.json', 'README.md', ...files.map((file) => file.split('/')[0] ?? '')])
  for (const top of tops)
    if (top !== 'dist')
      await cp(top, join(folder, top), { recursive: true, filter: (path) => !path.includes('node_modules') })
  await run('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: folder, shell: process.platform === 'win32' })
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  return join(folder, tarball)
}
