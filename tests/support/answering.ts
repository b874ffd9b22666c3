import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import { patience } from './patience.ts'

/** Waits until a child listens on a port of this machine. Rejects with what `why` says if it ends instead, or takes too long. */
export async function answering(child: ChildProcess, port: number, why: () => Promise<string> | string): Promise<void> {
  for (const until = performance.now() + patience(20_000); !(await accepts(port)); await sleep(20))
    if (performance.now() > until || child.exitCode !== null) throw new Error(await why())
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
