/** The beginning of the name of everything that one run makes. `run` is eight hexadecimal digits. */
export const ownPrefix = (run: string): string => `greenroom-${run}-`

/** Whether a name is that of something that a run has made. Nothing else is ever removed. */
export const isOwnName = (name: unknown): name is string => typeof name === 'string' && OWN.test(name)

const OWN = /^greenroom-[0-9a-f]{8}-/

/** Parameters of lists that show what a run has made, and nobody else's rooms. */
export const ownScope = (run: string): { readonly roomName: string } => ({ roomName: ownPrefix(run) })

/** Finds what runs have made, in lists that can be searched. */
export const OWN_WORD = 'greenroom-'
