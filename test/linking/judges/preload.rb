# Required before a fixture's program: prints the host that it would connect to, and stops.
require 'socket'

stop = Module.new do
  # net-smtp opens its connection by one or the other, by its version.
  %i[open tcp].each do |name|
    define_method(name) do |host, *|
      $stdout.write("judge:#{host}\n")
      $stdout.flush
      exit!(0)
    end
  end
end

TCPSocket.singleton_class.prepend(stop)
Socket.singleton_class.prepend(stop)
