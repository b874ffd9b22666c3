import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { byHand } from './example-project.ts'
import { runCli } from './run-cli.ts'

/** A shell in which `npx greenroom …` is run by this process: what is typed there is what counts, not how a process starts. */
export interface QuickNpx extends AsyncDisposable {
  /** The environment of that shell. */
  readonly env: NodeJS.ProcessEnv
}

/** Commands find servers by the run files of a folder alone. */
export async function quickNpx(runtime: string): Promise<QuickNpx> {
  const answer = async (url: URL, response: ServerResponse): Promise<void> => {
    const [word, ...args] = url.searchParams.getAll('arg')
    const { code, out, error } = await runCli(args, { XDG_RUNTIME_DIR: runtime })
    response.writeHead(word === 'greenroom' && code === 0 ? 200 : 500).end(out || error)
  }
  const server = createServer(({ url = '' }, response) => void answer(new URL(url, 'http://localhost'), response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-npx-'))
  await writeFile(join(folder, 'npx'), script(port), { mode: 0o755 })
  const env = byHand(runtime)
  return {
    env: { ...env, PATH: `${folder}${delimiter}${env['PATH'] ?? dirname(process.execPath)}` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Each word becomes a parameter; what is no success fails the script, too. */
const script = (port: number): string => `#!/bin/sh
for word; do set -- "$@" --data-urlencode "arg=$word"; shift; done
exec curl -sS --noproxy '*' --fail-with-body -G "$@" http://127.0.0.1:${port}/
`
