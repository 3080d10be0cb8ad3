# Required before a fixture's program: prints the host that it would connect to, and stops.
require 'socket'

module Judge
  def open(host, *)
    $stdout.write("judge:#{host}\n")
    $stdout.flush
    exit!(0)
  end
end

TCPSocket.singleton_class.prepend(Judge)
