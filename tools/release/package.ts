/**
 * `npm run check:package`: packs this checkout as a release does, and asks publint and attw about the tarball; then npm itself, without
 * publishing anything. The last two come by npx, pinned: they are needed for nothing else, and attw brings a compiler of its own.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHECKS: readonly (readonly [name: string, args: (tarball: string) => readonly string[]])[] = [
  ['publint', (tarball) => ['exec', '--yes', '--', 'publint@0.3.25', 'run', tarball, '--strict']],
  [
    'attw',
    (tarball) => [
      'exec',
      '--yes',
      '--',
      '@arethetypeswrong/cli@0.18.5',
      tarball,
      '--profile',
      'esm-only',
      '--no-color',
    ],
  ],
  ['npm publish', (tarball) => ['publish', '--dry-run', '--ignore-scripts', tarball]],
]

function npm(args: readonly string[]): number {
  const { status } = spawnSync('npm', [...args], { stdio: 'inherit', shell: process.platform === 'win32' })
  return status ?? 1
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-release-'))
  try {
    const packed = npm(['pack', '--silent', '--pack-destination', folder])
    const [tarball = ''] = readdirSync(folder)
    if (packed !== 0 || tarball === '') return packed || 1
    const failed = CHECKS.filter(([, argsOf]) => npm(argsOf(join(folder, tarball))) !== 0).map(([name]) => name)
    console.log(failed.length === 0 ? 'The package is fine.' : `Not fine: ${failed.join(', ')}; see above.`)
    return failed.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = main()
