import { startServer } from 'greenroom'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly greenroom: { readonly url: string; readonly token: string }
  }
}

/** Starts one server before all test files. The returned function stops the server after the last of them. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ control: true, requireWorld: true })
  project.provide('greenroom', server.control)
  return server.close
}
