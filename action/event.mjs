/** What the event that started the workflow says about a scan. */

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const commit = (value) => (typeof value === 'string' && COMMIT.test(value) && !/^0+$/.test(value) ? value : undefined);

/**
 * `base` is the commit that a change is to be merged into: only pull requests and merge queues have one.
 * `mayUpload` is false where GitHub gives the job a token that can only read.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function readEvent(name, payload, actor) {
  if (name === 'pull_request' || name === 'pull_request_target') {
    const { base, head } = payload.pull_request ?? {};
    const isFork = head?.repo?.full_name !== payload.repository?.full_name;
    const readsOnly = name === 'pull_request' && (isFork || actor === 'dependabot[bot]');
    return { base: commit(base?.sha), isChange: true, mayUpload: !readsOnly };
  }
  if (name === 'merge_group') return { base: commit(payload.merge_group?.base_sha), isChange: true, mayUpload: true };
  return { base: undefined, isChange: false, mayUpload: true };
}
