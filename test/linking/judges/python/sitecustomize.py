"""Imported by Python before a fixture's program: prints the host that it would connect to, and stops."""
import os
import socket


def stop(address, *_, **__):
    os.write(1, f"judge:{address[0]}\n".encode())
    os._exit(0)


socket.create_connection = stop
