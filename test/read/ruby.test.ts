import { describe, expect, test } from 'vitest';
import { readRuby } from '../../src/read/languages/ruby/index.ts';
import { show } from './show.ts';

const ruby = (code: string) => show(readRuby, 'a.rb', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@'));

describe('settings', () => {
  test('Rails: hashes in every spelling, environment with a block', async () => {
    const { assigned, calls } = await ruby(`
require 'net/smtp'
Rails.application.configure do
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.smtp_settings = {
    address: ENV.fetch('SMTP_HOST') { 'smtp.example.com' },
    :port => 587,
    'domain' => ENV['DOMAIN'] || 'example.com',
    **extra
  }.freeze
  ActionMailer::Base.smtp_settings[:address] = "mail.#{domain}"
end
gitlab_rails['smtp_address'] = "smtp.example.com"
`);
    expect(assigned).toEqual([
      'config.action_mailer.delivery_method = "smtp"',
      'config.action_mailer.smtp_settings = {address: ENV.fetch("SMTP_HOST", "smtp.example.com"), port: "587", domain: (ENV.DOMAIN | "example.com"), ...extra}.freeze()',
      'ActionMailer.Base.smtp_settings.address = ("mail." + domain)',
      'gitlab_rails.smtp_address = "smtp.example.com"',
    ]);
    expect(calls).toContain('ENV.fetch("SMTP_HOST", "smtp.example.com")');
  });

  test('calls with keyword arguments, blocks that get what is made', async () => {
    const { assigned, calls } = await ruby(`
Mail.defaults do
  delivery_method :smtp, address: 'x', :port => 25
end
Net::SMTP.start('h', 25) do |smtp|
  smtp.send_message msg, from, to
end
Mail::SMTP.new(address: format('%s.example.com', zone))
`);
    expect(assigned).toEqual(['smtp = Net.SMTP.start("h", "25")']);
    expect(calls).toEqual([
      'delivery_method("smtp", address="x", port="25")',
      'Mail.defaults()',
      'smtp.send_message(msg, from, to)',
      'Net.SMTP.start("h", "25")',
      'new Mail.SMTP.new(address=(zone + ".example.com"))',
    ]);
  });
});

describe('definitions', () => {
  test('classes, constants, receivers, what methods give back', async () => {
    const { assigned, classes, functions, calls } = await ruby(`
module Acme
  HOST = 'a.example.com'
  class Mailer < ActionMailer::Base
    include Helpers
    PORT = 25
    def initialize(host = HOST, port: PORT, *rest, **options, &block)
      super(host)
      @host = host
      @@count ||= 1
    end
    def settings
      return {} unless enabled
      if port == 25 then { address: relay } else { address: 'b' } end
    end
    def self.relay = 'c.example.com'
  end
end
`);
    expect(classes).toEqual(['Acme < : ', 'Mailer < ActionMailer.Base, Helpers: constructor, settings, relay']);
    expect(arms(assigned)).toEqual([
      'this.HOST = "a.example.com"',
      'this.PORT = "25"',
      'this.host = host',
      'this.count = "1" @0',
    ]);
    expect(functions).toEqual([
      'constructor(host = Acme.HOST, port = this.PORT, positional rest, named options) -> ',
      'settings() -> {} ; ({address: this.relay()} | {address: "b"})',
      'relay() -> "c.example.com"',
    ]);
    expect(calls).toContain('super.constructor(host)');
  });

  test('case and rescue have values', async () => {
    const { assigned } = await ruby(`
host = case mode
       when :prod then 'a'
       else 'b'
       end
port = begin; read; rescue; 25; end
`);
    expect(assigned).toEqual(['host = ("a" | "b")', 'port = (read | "25")']);
  });
});

describe('text', () => {
  test('heredocs, percent literals, escapes, exact places', async () => {
    const { assigned, text, sourceOf } = await ruby(
      "é = 1\r\nz = <<~EOS\r\n  host #{name}\r\n    port\r\nEOS\r\nw = %w[a b]\r\nq = 'it''s \\n'\r\nd = \"\\u00e9.example.com\"\r\n",
    );
    expect(assigned).toEqual([
      'é = "1"',
      'z = ("host " + name + "\\r\\n  port\\r\\n")',
      'w = ["a", "b"]',
      'q = ("it" + "s \\\\n")',
      'd = "é.example.com"',
    ]);
    expect(sourceOf(text('é.example.com'), 'example')).toBe('example');
    expect(sourceOf(text('host '))).toBe('host ');
  });

  test('broken and deep code is read as far as it goes', async () => {
    const { facts, assigned } = await ruby(`a = ${'['.repeat(3000)}\nclass X\n  def y(\nhost = 'x'`);
    expect(facts.problems?.length).toBe(1);
    expect(assigned.length).toBeGreaterThanOrEqual(0);
  });
});
