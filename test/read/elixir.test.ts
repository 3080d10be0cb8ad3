import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../src/detect/entries.ts';
import { readElixir } from '../../src/read/languages/elixir/index.ts';
import { show, shown } from './show.ts';

const elixir = (code: string) => show(readElixir, 'config/a.exs', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@').replace(/\/\d+:/g, '/'));

test('configuration', async () => {
  const { calls, facts } = await elixir(`
import Config
config :app, App.Mailer,
  adapter: Swoosh.Adapters.SMTP,
  relay: "smtp.example.com", "quoted-key": 1,
  port: String.to_integer(System.get_env("PORT") || "25"),
  server: {:system, "HOST"},
  auth: :always
config :app, :smtp_host, System.get_env("SMTP_HOST", "localhost")
if config_env() == :prod do
  config :app, App.Mailer, [relay: System.fetch_env!("RELAY")]
end
import_config "#{config_env()}.exs"`);
  expect(arms(calls).filter((one) => one.startsWith('config('))).toEqual([
    'config("app", App.Mailer, adapter=Swoosh.Adapters.SMTP, relay="smtp.example.com", quoted-key="1", port=(System.get_env("PORT") | "25"), server=$HOST, auth="always")',
    'config("app", smtp_host=System.get_env("SMTP_HOST", "localhost"))',
    'config("app", App.Mailer, {relay: System.fetch_env!("RELAY")}) @0',
  ]);
  const entries = entriesOf(facts).map(({ path, value }) => `${path.join('.')} = ${shown(value)}`);
  expect(entries).toContain('config.relay = "smtp.example.com"');
  expect(entries).toContain('config.smtp_host = System.get_env("SMTP_HOST", "localhost")');
  expect(entries).toContain('config.relay = System.fetch_env!("RELAY")');
});

describe('values', () => {
  test('text', async () => {
    const { assigned, text, sourceOf } = await elixir(`
a = "é\\tsmtp" <> host <> ":#{port}"
b = ~s(smtp.example.com)
c = 'chars'
d = """
  here
  """
e = :"quoted atom"`);
    expect(assigned).toEqual([
      'a = ("é\\tsmtp" + host + ":" + port)',
      'b = "smtp.example.com"',
      'c = "chars"',
      'd = "  here\\n  "',
      'e = "quoted atom"',
    ]);
    expect(sourceOf(text('é\tsmtp'), 'smtp')).toBe('smtp');
    expect(sourceOf(text('smtp.example.com'))).toBe('smtp.example.com');
  });

  test('collections', async () => {
    const { assigned } = await elixir(`
a = [relay: "r", tls: :never]
b = [{:relay, "r"}, {:port, 25}]
c = %{"k" => 1, host: "h"}
d = %{a | relay: "x"}
e = %Mail{relay: "y"}
f = ["x", nil]
g = a ++ [port: 25]
{:ok, h} = load()
%{relay: i} = a`);
    expect(assigned).toEqual([
      'a = {relay: "r", tls: "never"}',
      'b = {relay: "r", port: "25"}',
      'c = {k: "1", host: "h"}',
      'd = {...a, relay: "x"}',
      'e = new Mail({relay: "y"})',
      'f = ["x", null]',
      'g = {...a, ...{port: "25"}}',
      'h = load()',
      'i = a.relay',
    ]);
  });

  test('pipes, look-ups, members', async () => {
    const { assigned } = await elixir(`
a = System.get_env("X") |> String.trim() |> send(:now)
b = Keyword.get(opts, :relay, "d")
c = conf.relay
d = conf[:relay]
e = Conf.relay
f = System.get_env("X") || raise "missing"
g = Keyword.merge(defaults, relay: "r")`);
    expect(assigned).toEqual([
      'a = send(System.get_env("X"), "now")',
      'b = (opts.relay | "d")',
      'c = conf.relay',
      'd = conf.relay',
      'e = Conf.relay()',
      'f = (System.get_env("X") | null)',
      'g = {...defaults, ...{relay: "r"}}',
    ]);
  });

  test('control flow', async () => {
    const { assigned } = await elixir(`
a = if x, do: "y", else: "z"
b = case kind do
  {:ok, v} -> v
  _ -> "d"
end
c = cond do
  x -> "1"
  true -> "2"
end
d = with {:ok, w} <- load() do
  w
end
unless x do
  e = 1
end`);
    expect(arms(assigned)).toEqual([
      'a = ("y" | "z")',
      'v = kind @0',
      'b = (v | "d")',
      'c = ("1" | "2")',
      'w = load()',
      'd = w',
      'e = "1" @0',
    ]);
  });
});

test('modules, functions, attributes, aliases', async () => {
  const { assigned, classes, functions, imports, calls } = await elixir(`
defmodule App.Mailer do
  @moduledoc "Sends."
  @relay "smtp.example.com"
  use Swoosh.Mailer, otp_app: :app
  alias App.{Repo, Conf}
  alias A.B, as: C
  def send(to, opts \\\\ [], %{host: host}) when is_binary(to) do
    deliver(to, relay: @relay)
  end
  defp relay, do: "x"
  def run(all), do: Enum.map(all, fn one -> one end)
end`);
  expect(assigned).toEqual([
    'this.relay = "smtp.example.com"',
    'host = (2).host',
    'send = fn0',
    'relay = fn1',
    'run = fn2',
  ]);
  expect(classes).toEqual(['Mailer < : send, relay, run']);
  expect(functions).toEqual([
    'send(to, opts = [], (2)) -> deliver(to, relay=this.relay)',
    'relay() -> "x"',
    'run(all) -> Enum.map(all, fn3)',
    '(one) -> one',
  ]);
  expect(imports).toEqual(['Repo <- App Repo', 'Conf <- App Conf', 'C <- A B']);
  expect(calls).toContain('use(Swoosh.Mailer, otp_app="app")');
});

test('broken and deep code', async () => {
  const broken = await elixir('config :app, relay: "x", (');
  expect(broken.facts.problems).toHaveLength(1);
  const deep = await elixir(`a = ${'('.repeat(3000)}1${')'.repeat(3000)}\nb = ${'"x" <> '.repeat(3000)}"y"`);
  expect(deep.assigned).toHaveLength(2);
});
