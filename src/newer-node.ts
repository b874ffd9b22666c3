import { Fault } from './fault.ts'

/** Says that this Node is too old for `what`, such as "greenroom/verify". */
export const olderNodeFault = (what: string, version: string, cause?: unknown): Fault =>
  new Fault(
    `${what} needs Node 22.19 or newer, and this is Node ${version}`,
    'Run your program on a newer Node: npx -y -p node@22 node <file>.',
    { cause },
  )

/** Throws a Fault unless everything of greenroom works on this Node. */
export function requireNewerNode(what: string, version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 19)) throw olderNodeFault(what, version)
}
