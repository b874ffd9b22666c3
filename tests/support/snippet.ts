import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { vi } from 'vitest'

/** What a user imports, and where it is in this checkout. */
const PACKAGES: Readonly<Record<string, string>> = {
  greenroom: pathToFileURL(resolve('src/index.ts')).href,
  'greenroom/client': pathToFileURL(resolve('src/client/connect.ts')).href,
  'greenroom/msw': pathToFileURL(resolve('src/transport/msw/handlers.ts')).href,
  'msw/node': import.meta.resolve('msw/node'),
  'socket.io-client': import.meta.resolve('socket.io-client'),
}

/**
 * Runs a snippet of a page as a module of this process, which finds servers by the run files of a folder alone, and gives what it
 * exports.
 */
export async function runSnippet(text: string, runtime: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-snippet-'))
  const file = join(folder, 'snippet.ts')
  await writeFile(
    file,
    text.replaceAll(/(?<= from ')[^']+/g, (name) => PACKAGES[name] ?? name),
  )
  vi.stubEnv('XDG_RUNTIME_DIR', runtime)
  try {
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(file).href)
    return exported
  } finally {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  }
}
