import type { Role } from './setting.ts';

/** A name that a deployment of the repository defines for its own parts: a compose service, a Kubernetes Service. */
export interface LocalName {
  /** Lower case. */
  readonly name: string;
  /** The role of the file that defines it: what a test starts is there for tests only. */
  readonly role: Role;
  /** Folders below which the name means that service, relative to the scan root; an empty one is the root. */
  readonly units: readonly string[];
  /** Single files for which it does. */
  readonly files: readonly string[];
  /** Files and folders that the service is given or built from. */
  readonly holds?: readonly string[];
}
