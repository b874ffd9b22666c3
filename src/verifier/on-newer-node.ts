import { requireNewerNode } from '../newer-node.ts'

// Imported before anything that an older Node lacks, so that its error is not the first.
requireNewerNode('greenroom/verify', process.versions.node)
