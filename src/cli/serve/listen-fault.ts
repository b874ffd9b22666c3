import { Fault } from '../../fault.ts'

/** Why a server could not listen, in words, if the error says so; any other error as it is. */
export async function listenFault(error: unknown, wanted: number, host: string | undefined): Promise<unknown> {
  if (!(error instanceof Error) || !('code' in error)) return error
  const port = portIn(error) ?? wanted
  if (error.code === 'EADDRINUSE') {
    const { portOwner } = await import('./port-owner.ts')
    const owner = await portOwner(port)
    return new Fault(
      `port ${port} is in use${owner === '' ? '' : ` by ${owner}`}`,
      'Stop it, or start with --port 0 for any free port.',
      { cause: error },
    )
  }
  if (error.code === 'EACCES')
    return new Fault(
      `no permission to listen on port ${port}`,
      'Ports below 1024 need privileges; choose a higher one.',
      { cause: error },
    )
  if (NOT_HERE.has(String(error.code)))
    return new Fault(`${host} is not an address of this machine`, 'Drop --host to use localhost.', { cause: error })
  return error
}

/** Which of the two ports was unavailable, according to Node. */
const portIn = (error: Error): number | undefined =>
  'port' in error && typeof error.port === 'number' ? error.port : undefined

/** An address of another machine, or a name that cannot be looked up: without a network, that may be any. */
const NOT_HERE = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])
